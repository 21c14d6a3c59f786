import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Message, type WorkflowDefinitionInput, type WorkflowValue, workflowDefinition } from '@fairlead/sdk'
import { sql } from 'kysely'
import { Database } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import { createTestDatabase } from '../../db/testing.ts'
import type { Providers } from '../../providers/providers.ts'
import { inboundMessage } from '../../testing/inbound.ts'
import { makeProviders } from '../../testing/providers.ts'
import { allMessages, bring, onlyConversation, type Scene, setScene } from '../../testing/scene.ts'
import type { RunEvent } from '../interpreter/run-event.ts'
import { startRun } from '../triggers/start-run.ts'
import { advanceRun } from './advance.ts'
import { tellRun } from './inbox.ts'
import { getRun } from './list-runs.ts'

/** A step as it stands in a definition, without what is usual. */
export type StepInput = WorkflowDefinitionInput['steps'][number]

export type Stage = Awaited<ReturnType<typeof openStage>>

/** A database with what speaks to others, for the tests of a file. */
export async function openStage() {
  const place = await createTestDatabase()
  const database = new Database(place.url)
  const dataDir = await mkdtemp(join(tmpdir(), 'fairlead-workflows-'))
  const providers: Providers = makeProviders(dataDir)
  return {
    url: place.url,
    database,
    providers,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      await place[Symbol.asyncDispose]()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export type Play = Awaited<ReturnType<typeof beginPlay>>

/** A workspace to which Mara has written. */
export async function beginPlay({ database, providers }: Stage, wishes: Parameters<typeof setScene>[1] = {}) {
  const scene = await setScene(database, { presence: 'offline', ...wishes })
  const { workspaceId } = scene
  await bring(scene, inboundMessage())
  const { id: conversationId, contact } = await onlyConversation(scene)

  return {
    scene,
    workspaceId,
    conversationId,
    contactId: contact.id,
    publish: (steps: readonly StepInput[], more: Parameters<typeof publish>[2] = {}) => publish(scene, steps, more),
    async start(workflowId: string, variables: Readonly<Record<string, WorkflowValue>> = {}): Promise<string> {
      const about = { workspaceId, workflowId, conversationId, contactId: contact.id, variables, depth: 0 }
      const started = await database.transact((tx) => startRun(tx, about))
      if ('refused' in started) throw new Error(`The run was refused: ${started.refused}`)
      return started.id
    },
    advance: (id: string, on = database) => advanceRun(on, providers, { workspaceId, id }),
    tell: (id: string, event: RunEvent) => database.transact((tx) => tellRun(tx, { workspaceId, id }, event)),
    run: (id: string) => getRun(database.db, { workspaceId, id }),
    async said(): Promise<Message[]> {
      return (await allMessages(scene)).filter(({ author }) => author.type === 'system')
    },
    /** What runs wait for is due. */
    async skipTime(): Promise<void> {
      await sql`UPDATE workflow_run SET wake_at = now() - interval '1 second',
          state = jsonb_set(state, '{waiting,until}', '1') WHERE workspace_id = ${workspaceId} AND wake_at IS NOT NULL`.execute(
        database.db,
      )
    },
  }
}

type More = Readonly<{
  name?: string
  isRouting?: boolean
  endsOn?: WorkflowDefinitionInput['endsOn']
  once?: 'always' | 'conversation' | 'contact'
}>

/** A workflow that is on, and that only others start. */
export async function publish(
  { database, workspaceId }: Pick<Scene, 'database' | 'workspaceId'>,
  steps: readonly StepInput[],
  { name = 'Greeting', isRouting = false, once = 'always', ...more }: More = {},
): Promise<string> {
  const definition = JSON.stringify(
    workflowDefinition.parse({
      start: { trigger: { type: 'workflow' }, next: steps[0]?.id ?? null, once },
      steps,
      ...more,
    }),
  )
  const id = newId()
  await database.db
    .insertInto('workflow')
    .values({
      ...{ workspace_id: workspaceId, id, name, state: 'on', draft: definition, version: 1 },
      ...{ trigger_type: 'workflow', is_routing: isRouting, webhook_token: id, published_at: new Date() },
    })
    .execute()
  await database.db
    .insertInto('workflow_version')
    .values({ workspace_id: workspaceId, workflow_id: id, version: 1, definition, published_by: null })
    .execute()
  return id
}

export function english(text: string): { defaultLocale: string; texts: Record<string, string> } {
  return { defaultLocale: 'en', texts: { en: text } }
}
