import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  type Client,
  closeConversation,
  patchContact,
  patchWorkspace,
  postMessage,
  postNote,
  putAssignment,
  reopenConversation,
  startWorkflow,
  type WorkflowDefinitionInput,
  type WorkflowTriggerType,
  workflowTriggerTypes,
} from '@fairlead/sdk'
import { reply } from '../../conversations/reply.ts'
import { append } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import type { LogReaders } from '../../events/log-readers.ts'
import { clientOf, openApp, type TestApp } from '../../testing/app.ts'
import { inboundMessage } from '../../testing/inbound.ts'
import { bring, onlyConversation, type Scene, setScene } from '../../testing/scene.ts'
import { passTime } from '../../testing/time.ts'
import { beginOnSchedule } from './schedule.ts'
import { beginAfterSilence } from './silences.ts'
import { startRun } from './start-run.ts'
import { publish, readersOf, runsOf } from './testing.ts'

let app: TestApp
let readers: LogReaders

before(async () => {
  app = await openApp()
  readers = readersOf(app.database)
})
after(() => app[Symbol.asyncDispose]())

type Trigger = WorkflowDefinitionInput['start']['trigger']
type Stage = Readonly<{ scene: Scene; client: Client; id: string; contactId: string; workflowId: string }>
type Row = Readonly<{
  trigger: Trigger
  /** What is done when Mara has written, and the workflow is on. */
  happens: (stage: Stage) => Promise<unknown>
  /** What is like it and begins nothing. */
  passes?: (stage: Stage) => Promise<unknown>
}>

const rows: Readonly<Record<WorkflowTriggerType, Row>> = {
  conversation_opened: {
    trigger: { type: 'conversation_opened', contacts: 'new' },
    happens: ({ scene }) => bring(scene, inboundMessage({ contact: somebody('447700900777') })),
    passes: ({ scene }) => bring(scene, inboundMessage()),
  },
  conversation_closed: {
    trigger: { type: 'conversation_closed', by: 'member' },
    happens: ({ client, id }) => client.call(closeConversation, { params: { id }, body: {} }),
  },
  conversation_reopened: {
    trigger: { type: 'conversation_reopened', by: 'member' },
    passes: ({ client, id }) => client.call(closeConversation, { params: { id }, body: {} }),
    happens: ({ client, id }) => client.call(reopenConversation, { params: { id } }),
  },
  message_received: {
    trigger: { type: 'message_received', keywords: ['price'], pattern: '\\?$' },
    happens: ({ scene }) => bring(scene, inboundMessage({ text: 'What is the PRICE?' })),
    passes: async ({ scene, client, id }) => {
      await bring(scene, inboundMessage({ text: 'price' }), inboundMessage({ text: 'price?', isAutomatic: true }))
      await client.call(postNote, { params: { id }, body: { text: 'price?' } })
      await say(scene, id, 'price?')
    },
  },
  contact_tag_changed: {
    trigger: { type: 'contact_tag_changed', tags: ['vip'] },
    happens: ({ client, contactId }) =>
      client.call(patchContact, { params: { id: contactId }, body: { tags: ['new', 'vip'] } }),
    passes: ({ client, contactId }) =>
      client.call(patchContact, { params: { id: contactId }, body: { tags: ['new'] } }),
  },
  contact_field_changed: {
    trigger: { type: 'contact_field_changed', field: 'plan' },
    happens: ({ client, contactId }) =>
      client.call(patchContact, { params: { id: contactId }, body: { fields: { plan: 'gold' } } }),
    passes: ({ client, contactId }) =>
      client.call(patchContact, { params: { id: contactId }, body: { fields: { size: 'XL' } } }),
  },
  contact_stage_changed: {
    trigger: { type: 'contact_stage_changed', to: ['customer'] },
    happens: ({ client, contactId }) =>
      client.call(patchContact, { params: { id: contactId }, body: { stage: 'customer' } }),
    passes: ({ client, contactId }) =>
      client.call(patchContact, { params: { id: contactId }, body: { stage: 'lead' } }),
  },
  contact_owner_changed: {
    trigger: { type: 'contact_owner_changed' },
    happens: ({ client, contactId, scene }) =>
      client.call(patchContact, { params: { id: contactId }, body: { ownerId: scene.agents[0]!.memberId } }),
    passes: ({ client, contactId }) => client.call(patchContact, { params: { id: contactId }, body: { name: 'Mara' } }),
  },
  assignment_changed: {
    trigger: { type: 'assignment_changed', to: 'nobody' },
    passes: ({ client, id, scene }) =>
      client.call(putAssignment, { params: { id }, body: { memberId: scene.agents[0]!.memberId } }),
    happens: ({ client, id }) => client.call(putAssignment, { params: { id }, body: { memberId: null } }),
  },
  rating_given: {
    trigger: { type: 'rating_given', scores: [1] },
    happens: (stage) => rate(stage, 1),
    passes: (stage) => rate(stage, 5),
  },
  waiting_longer: {
    trigger: { type: 'waiting_longer', minutes: 30, whose: 'assigned' },
    passes: async ({ scene }) => {
      await app.queues.settled()
      await passTime(scene.database, 29)
      await beginAfterSilence(scene.database)
    },
    happens: async ({ scene }) => {
      await passTime(scene.database, 2)
      await Promise.all([beginAfterSilence(scene.database), beginAfterSilence(scene.database)])
      await passTime(scene.database, 2)
      await beginAfterSilence(scene.database)
    },
  },
  no_reply: {
    trigger: { type: 'no_reply', minutes: 30 },
    passes: async ({ scene, id }) => {
      await passTime(scene.database, 31)
      await beginAfterSilence(scene.database)
      await say(scene, id, 'Which size?')
      await beginAfterSilence(scene.database)
    },
    happens: async ({ scene, id }) => {
      await passTime(scene.database, 31)
      await Promise.all([beginAfterSilence(scene.database), beginAfterSilence(scene.database)])
      // The same silence still.
      await say(scene, id, 'Are you still there?')
      await passTime(scene.database, 31)
      await beginAfterSilence(scene.database)
    },
  },
  button: {
    trigger: { type: 'button', label: 'Spam', form: [{ name: 'why', label: 'Why?', kind: 'text', isRequired: true }] },
    happens: ({ client, id, workflowId }) =>
      client.call(startWorkflow, { params: { id, workflowId }, body: { answers: { why: 'It is.' } } }),
    passes: ({ client, id, workflowId }) =>
      assert.rejects(client.call(startWorkflow, { params: { id, workflowId }, body: { answers: {} } }), {
        code: 'invalid_request',
      }),
  },
  webhook: {
    trigger: { type: 'webhook', contact: { by: 'phone', path: 'customer.phone' } },
    happens: ({ workflowId }) => post(workflowId, { customer: { phone: '+44 7700 900001' } }),
    passes: ({ workflowId }) => post(workflowId, { customer: { phone: '+44 7700 900999' } }),
  },
  schedule: {
    trigger: { type: 'schedule', days: ['monday', 'tuesday'], times: ['09:00'], timeZone: 'Asia/Bangkok' },
    happens: async ({ scene }) => {
      await Promise.all([beginOnSchedule(scene.database, nextMonday()), beginOnSchedule(scene.database, nextMonday())])
      await beginOnSchedule(scene.database, nextMonday() + 60_000)
    },
    passes: ({ scene }) => beginOnSchedule(scene.database, nextMonday() - 60_000),
  },
  workflow: {
    trigger: { type: 'workflow' },
    happens: ({ scene: { database, workspaceId }, workflowId, id, contactId }) =>
      database.transact((tx) =>
        startRun(tx, { workspaceId, workflowId, conversationId: id, contactId, variables: {}, depth: 1 }),
      ),
  },
  broadcast_reply: {
    trigger: { type: 'broadcast_reply', broadcasts: ['Spring sale'] },
    passes: async ({ scene, client, id }) => {
      await bring(scene, inboundMessage({ text: 'What is new?' }))
      await client.call(postMessage, { params: { id }, body: { text: 'Coats!', broadcast: 'Autumn sale' } })
      await bring(scene, inboundMessage({ text: 'Which?' }))
    },
    happens: async ({ scene, client, id }) => {
      await client.call(postMessage, { params: { id }, body: { text: '20 % off', broadcast: 'Spring sale' } })
      await bring(scene, inboundMessage({ text: 'I am away', isAutomatic: true }))
      await bring(scene, inboundMessage({ text: 'Really?' }))
      await bring(scene, inboundMessage({ text: 'On all of it?' }))
    },
  },
}

for (const type of workflowTriggerTypes) {
  test(`${type}: begins once with what it names, and with nothing else`, async () => {
    const { trigger, happens, passes } = rows[type]
    const stage = await open(trigger)

    await passes?.(stage)
    await readers.settled()
    assert.equal((await runsOf(stage.scene, stage.workflowId)).length, 0)

    await happens(stage)
    await readers.settled()
    await readers.settled()
    const runs = await runsOf(stage.scene, stage.workflowId)
    assert.equal(runs.length, 1)
    for (const run of runs) assert.equal(run.status, 'running')
  })
}

async function open(trigger: Trigger): Promise<Stage> {
  const scene = await setScene(app.database)
  const client = await clientOf(app, scene.owner)
  await client.call(patchWorkspace, { body: { stages: ['lead', 'customer'] } })
  await bring(scene, inboundMessage())
  const conversation = await onlyConversation(scene)
  await readers.settled()
  const start = { trigger, next: 'end' }
  const workflowId = await publish(scene, { start, steps: [{ id: 'end', type: 'stop' }] })
  return { scene, client, id: conversation.id, contactId: conversation.contact.id, workflowId }
}

function somebody(phone: string) {
  return { addresses: [phone], matchKeys: [], name: 'Nora Neu', phone: `+${phone}` }
}

async function say({ database, workspaceId, agents }: Scene, id: string, text: string): Promise<void> {
  const author = agents[0]!
  await database.transact((tx) => reply(tx, { workspaceId, id, author, text, attachmentIds: [] }))
}

async function rate({ scene: { database, workspaceId }, id, contactId }: Stage, score: number): Promise<void> {
  const rating = { id: newId(), conversationId: id, contactId, agentId: null, teamId: null, score, comment: '' }
  const data = { rating: { ...rating, at: new Date().toISOString() } }
  const actor = { type: 'contact', id: contactId } as const
  await database.transact(async (tx) => append(tx, { workspaceId, type: 'rating.given', subjectId: id, actor, data }))
}

async function post(id: string, body: unknown): Promise<void> {
  const url = `http://localhost/hooks/workflows/${id}/token-${id}`
  await app.fetch(new Request(url, { method: 'POST', body: JSON.stringify(body) }))
}

/** Nine o'clock in Bangkok, on a Monday that is to come. */
function nextMonday(): number {
  const today = Temporal.Now.plainDateISO('Asia/Bangkok')
  const monday = today.add({ days: 8 - today.dayOfWeek })
  return monday.toZonedDateTime({ timeZone: 'Asia/Bangkok', plainTime: '09:00' }).epochMilliseconds
}
