/** For tests: a workspace to which Mara writes, with a template installed, published and running for real. */
import assert from 'node:assert/strict'
import {
  type Client,
  getWorkflowRun,
  listConversationRuns,
  type Message,
  type Output,
  postWorkflow,
  problemsOf,
  publishWorkflow,
} from '@fairlead/sdk'
import { sql } from 'kysely'
import { addTeam } from '../../../assignment/testing.ts'
import { loadConversation } from '../../../conversations/present.ts'
import { reply } from '../../../conversations/reply.ts'
import { found } from '../../../errors.ts'
import { clientOf, openApp, quiet } from '../../../testing/app.ts'
import { inboundMessage, mara } from '../../../testing/inbound.ts'
import { makeProviders } from '../../../testing/providers.ts'
import { allConversations, allMessages, bring, type Scene, setScene } from '../../../testing/scene.ts'
import { JobWorker } from '../../../worker.ts'
import { wakeDue } from '../../shell/waker.ts'
import { readersOf } from '../../triggers/testing.ts'
import type { Answers } from '../answers.ts'

export type Stage = Awaited<ReturnType<typeof openStage>>
export type Play = Awaited<ReturnType<typeof beginPlay>>
type Run = Output<typeof getWorkflowRun>

export async function openStage() {
  const app = await openApp()
  return { app, readers: readersOf(app.database), worker: workerOf(app) }
}

function workerOf({ database, dataDir }: Awaited<ReturnType<typeof openApp>>): JobWorker {
  return new JobWorker(database, makeProviders(dataDir), quiet)
}

export async function beginPlay({ app, readers, worker }: Stage) {
  const { database } = app
  const scene = await setScene(database)
  const client = await clientOf(app, scene.owner)
  const other = await addTeam(scene, 'Second', [scene.agents[1]!])
  const settle = () => settleAll({ app, readers, worker })
  await settle()
  return {
    scene,
    client,
    /** The default team, of Ana and Ben, and one of Ben alone. */
    teams: { first: scene.team.id, second: other },
    settle,
    /** Makes it as a manager does, and switches it on. Answers its id. */
    install: (template: string, answers: Answers) => install(client, template, answers),
    /** Mara writes, and all that follows from it is done. */
    async writes(text: string, { locale }: Readonly<{ locale?: string }> = {}): Promise<void> {
      await bring(scene, inboundMessage({ text, contact: locale === undefined ? mara : { ...mara, locale } }))
      await settle()
    },
    async replies(text: string): Promise<void> {
      const { id } = await conversationOf(scene)
      const { workspaceId, agents } = scene
      await database.transact((tx) => reply(tx, { workspaceId, id, author: agents[0]!, text, attachmentIds: [] }))
      await settle()
    },
    /** What runs wait for is due. */
    async skipTime(): Promise<void> {
      await sql`UPDATE workflow_run SET wake_at = now() - interval '1 second',
          state = jsonb_set(state, '{waiting,until}', '1') WHERE workspace_id = ${scene.workspaceId} AND wake_at IS NOT NULL`.execute(
        database.db,
      )
      await wakeDue(database)
      await settle()
    },
    conversation: () => conversationOf(scene),
    /** What workflows told the contact, in order. */
    said: async (): Promise<string[]> =>
      (await byWorkflows(scene)).filter(({ isNote }) => !isNote).map(({ text }) => text),
    noted: async (): Promise<string[]> =>
      (await byWorkflows(scene)).filter(({ isNote }) => isNote).map(({ text }) => text),
    run: () => onlyRun(client, scene),
    nameOf: (id: string | null) => scene.agents.find(({ memberId }) => memberId === id)?.name ?? null,
  }
}

async function install(client: Client, template: string, answers: Answers): Promise<string> {
  const given = Object.fromEntries(
    Object.entries(answers).map(([key, answer]) => [key, typeof answer === 'object' ? [...answer] : answer]),
  )
  const body = { name: template, template, answers: given, locale: 'en' }
  const made = await client.call(postWorkflow, { body })
  assert.deepEqual(
    problemsOf(made.draft).filter(({ level }) => level === 'error'),
    [],
  )
  const { draftVersion, id } = made
  const published = await client.call(publishWorkflow, { params: { id }, body: { draftVersion } })
  assert.equal(published.state, 'on')
  return id
}

// What happens brings jobs, and these what happens next.
async function settleAll({ app, readers, worker }: Stage): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    await readers.settled()
    await worker.runDue()
    await app.queues.settled()
  }
}

async function conversationOf(scene: Scene) {
  const conversation = (await allConversations(scene)).at(-1)
  return found(await loadConversation(scene.database.db, scene.workspaceId, found(conversation).id))
}

async function byWorkflows(scene: Scene): Promise<Message[]> {
  return (await allMessages(scene)).filter(({ author }) => author.type === 'system')
}

async function onlyRun(client: Client, scene: Scene): Promise<Run> {
  const [conversation] = await allConversations(scene)
  const { data } = await client.call(listConversationRuns, { params: { id: found(conversation).id } })
  assert.equal(data.length, 1)
  return client.call(getWorkflowRun, { params: { id: found(data[0]).id } })
}
