import {
  type Client,
  deleteWorkflow,
  postWorkflow,
  publishWorkflow,
  startWorkflow,
  workflowDefinition,
} from '@fairlead/sdk'
import { advanceRun } from '../workflows/shell/advance.ts'
import { tellRun } from '../workflows/shell/inbox.ts'
import type { TestApp } from './app.ts'
import { makeProviders } from './providers.ts'

type Stage = Readonly<{ app: TestApp; workspaceId: string; client: Client; conversationId: string }>

/** A workflow is made, published and started, asks for a rating and is given one; another one goes again. */
export async function playWorkflow({ app, workspaceId, client, conversationId }: Stage): Promise<void> {
  const text = { defaultLocale: 'en', texts: { en: 'How was it?' } }
  const draft = workflowDefinition.parse({
    start: { trigger: { type: 'button', label: 'Ask' }, next: 'ask' },
    steps: [{ id: 'ask', type: 'ask_question', text, answer: 'rating' }],
  })
  const { id, draftVersion } = await client.call(postWorkflow, { body: { name: 'Ask how it was', draft } })
  await client.call(publishWorkflow, { params: { id }, body: { draftVersion } })
  const params = { id: conversationId, workflowId: id }
  const run = { workspaceId, id: (await client.call(startWorkflow, { params, body: {} })).id }
  const providers = makeProviders(app.dataDir)
  await advanceRun(app.database, providers, run)
  const message = { id, text: '5', kind: 'text', choiceId: null, attachmentIds: [], location: null } as const
  await app.database.transact((tx) => tellRun(tx, run, { type: 'message', message }))
  await advanceRun(app.database, providers, run)
  // One that was published is only archived.
  const draftOnly = await client.call(postWorkflow, { body: { name: 'Never published' } })
  await client.call(deleteWorkflow, { params: { id: draftOnly.id } })
}
