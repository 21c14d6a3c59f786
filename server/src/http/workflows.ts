import {
  checkWorkflow,
  deleteWorkflow,
  deleteWorkflowSecret,
  getWorkflow,
  getWorkflowDocument,
  listRatings,
  listWorkflowButtons,
  listWorkflowSecrets,
  listWorkflows,
  listWorkflowVersions,
  patchWorkflow,
  postWorkflow,
  publishWorkflow,
  putWorkflowSecret,
  readWorkflowDocument,
  switchWorkflow,
} from '@fairlead/sdk'
import type { Database, Tx } from '../db/database.ts'
import { refusal } from '../errors.ts'
import type { Providers } from '../providers/providers.ts'
import * as changes from '../workflows/change.ts'
import { checkDefinition } from '../workflows/check.ts'
import { fileNameOf, readDocuments, writeDocuments } from '../workflows/document.ts'
import { makeWorkflow } from '../workflows/make.ts'
import { loadWorkflow, type Whole } from '../workflows/present.ts'
import * as publication from '../workflows/publish.ts'
import * as workflows from '../workflows/queries.ts'
import * as ratings from '../workflows/ratings.ts'
import { findWorkflow } from '../workflows/row.ts'
import * as secrets from '../workflows/secrets.ts'
import * as switching from '../workflows/switch.ts'
import { actorOf } from './actor.ts'
import { type Api, type Caller, hasRole, serve } from './endpoint.ts'

type Parts = Readonly<{
  database: Database
  providers: Pick<Providers, 'secrets' | 'publicUrl' | 'allowPrivateNetwork'>
}>

/** What managers build: drafts, what is published of them, and what they may tell other systems. */
export function serveWorkflows(api: Api, { database, providers }: Parts): void {
  const { publicUrl, allowPrivateNetwork = false } = providers
  const { db } = database

  /** Changes one, and answers with what it is then. */
  const change = (caller: Caller, id: string, work: (tx: Tx, asked: Asked) => Promise<unknown>): Promise<Whole> =>
    database.transact(async (tx) => {
      await work(tx, { ...asked(caller), id })
      return loadWorkflow(tx, { workspaceId: caller.workspaceId, id }, publicUrl)
    })

  serve(api, listWorkflows, async ({ query, caller }) => ({
    data: await workflows.listWorkflows(db, {
      workspaceId: caller.workspaceId,
      isArchived: query.archived === 'all' ? null : query.archived === 'true',
      publicUrl: hasRole(caller, 'manager') ? publicUrl : null,
    }),
  }))

  serve(api, getWorkflow, ({ params: { id }, caller: { workspaceId } }) =>
    loadWorkflow(db, { workspaceId, id }, publicUrl),
  )

  serve(api, postWorkflow, ({ body: given, caller }) =>
    database.transact(async (tx) => {
      const id = await makeWorkflow(tx, { ...asked(caller), given })
      return loadWorkflow(tx, { workspaceId: caller.workspaceId, id }, publicUrl)
    }),
  )

  serve(api, patchWorkflow, ({ params: { id }, body: given, caller }) =>
    change(caller, id, (tx, one) => changes.changeWorkflow(tx, { ...one, given })),
  )

  serve(api, deleteWorkflow, async ({ params: { id }, caller }) => {
    await database.transact((tx) => changes.deleteWorkflow(tx, { ...asked(caller), id }))
  })

  serve(api, checkWorkflow, async ({ body: { definition }, caller: { workspaceId } }) => ({
    data: await checkDefinition(db, workspaceId, definition, { allowPrivateNetwork }),
  }))

  serve(api, getWorkflowDocument, async ({ params: { id }, query: { format }, caller: { workspaceId } }) => {
    const { name, description, draft: definition } = await findWorkflow(db, { workspaceId, id })
    return {
      fileName: `${fileNameOf(name)}.${format}`,
      text: writeDocuments([{ name, description, definition }], format),
    }
  })

  serve(api, readWorkflowDocument, async ({ body: { text } }) => {
    const reading = readDocuments(text)
    if (reading.kind === 'mistaken') throw refusal('document_mistaken', reading.mistakes)
    return { data: [...reading.workflows] }
  })

  serve(api, publishWorkflow, ({ params: { id }, body: { draftVersion }, caller }) =>
    change(caller, id, (tx, one) => publication.publishWorkflow(tx, { ...one, draftVersion, allowPrivateNetwork })),
  )

  serve(api, switchWorkflow, ({ params: { id }, body, caller }) =>
    change(caller, id, (tx, one) => switching.switchWorkflow(tx, { ...one, ...body })),
  )

  serve(api, listWorkflowVersions, async ({ params: { id }, caller: { workspaceId } }) => ({
    data: await workflows.listVersions(db, { workspaceId, id }),
  }))

  serve(api, listWorkflowButtons, async ({ caller: { workspaceId } }) => ({
    data: await workflows.listButtons(db, workspaceId),
  }))

  serve(api, listWorkflowSecrets, async ({ caller: { workspaceId } }) => ({
    data: await secrets.listSecrets(db, workspaceId),
  }))

  serve(api, putWorkflowSecret, ({ params: { name }, body: { value }, caller: { workspaceId } }) =>
    database.transact((tx) => secrets.keepSecret(tx, providers.secrets, { workspaceId, name }, value)),
  )

  serve(api, deleteWorkflowSecret, async ({ params: { name }, caller: { workspaceId } }) => {
    await database.transact((tx) => secrets.forgetSecret(tx, { workspaceId, name }))
  })

  serve(api, listRatings, ({ query, caller: { workspaceId } }) => ratings.listRatings(db, { ...query, workspaceId }))
}

type Asked = ReturnType<typeof asked> & Readonly<{ id: string }>

function asked(caller: Caller) {
  return { workspaceId: caller.workspaceId, actor: actorOf(caller) }
}
