import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { workflowStep } from '@fairlead/sdk'
import { sql } from 'kysely'
import { newId } from '../../db/id.ts'
import { found } from '../../errors.ts'
import { inboundMessage } from '../../testing/inbound.ts'
import { bring, choose } from '../../testing/scene.ts'
import type { Needs } from '../interpreter/needs.ts'
import { loadWorld, whatIsGone } from './facts.ts'
import { beginPlay, openStage, type Play } from './testing.ts'

const stage = await openStage()
const { database } = stage
after(() => stage[Symbol.asyncDispose]())

// A Monday.
const noon = Date.parse('2030-01-07T12:00:00Z')
const none = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] }
const tuesdays = { ...none, tuesday: [{ from: '09:00', to: '17:00' }] }
const hours = { timeZone: 'Europe/Vienna', week: tuesdays, exceptions: [], holidays: null }
const steps = [workflowStep.parse({ id: 'own', type: 'hours', of: { kind: 'own', hours } })]

async function look(play: Play, needs: Partial<Needs> = {}, now = noon) {
  return found(await loadWorld(database.db, { ...play, needs: { hours: [], queues: [], ...needs }, steps, now })).facts
}

test('sees the conversation, the contact, and what they wrote last', async () => {
  const play = await beginPlay(stage)
  await bring(play.scene, inboundMessage({ text: 'Where is my parcel?' }))

  const facts = await look(play)

  assert.deepEqual(
    [facts.contact.name, facts.contact.isNew, facts.conversation.id, facts.messageText],
    ['Mara Muster', true, play.conversationId, 'Where is my parcel?'],
  )
  assert.deepEqual([facts.assignee, facts.team], [null, { id: play.scene.team.id, name: 'Support' }])
  assert.deepEqual([facts.hours, facts.queues], [{}, {}])
})

test('a contact who was here before is not new', async () => {
  const play = await beginPlay(stage)
  await sql`INSERT INTO conversation (workspace_id, id, channel_id, contact_id, queue_order, created_at, status, closed_at, address)
    SELECT workspace_id, ${newId()}, channel_id, contact_id, now(), now() - interval '1 year', 'closed', now(), address
    FROM conversation WHERE id = ${play.conversationId}`.execute(database.db)

  assert.equal((await look(play)).contact.isNew, false)
})

test('knows when it opens: the workspace, a team, and what a step says itself', async () => {
  const play = await beginPlay(stage)
  const { id: teamId } = play.scene.team
  await sql`UPDATE workspace SET hours = ${JSON.stringify(hours)} WHERE id = ${play.workspaceId}`.execute(database.db)
  await sql`UPDATE contact SET locale = 'de' WHERE id = ${play.contactId}`.execute(database.db)

  const { hours: known, workspace } = await look(play, { hours: ['workspace', '', 'step:own', newId(), 'step:gone'] })

  assert.equal(workspace.timeZone, 'Europe/Vienna')
  assert.deepEqual(Object.keys(known), ['workspace', teamId, 'step:own'])
  for (const opening of Object.values(known)) {
    assert.deepEqual(opening, {
      isOpen: false,
      nextOpening: Date.parse('2030-01-08T08:00:00Z'),
      text: 'Di 09:00–17:00',
      opensText: 'morgen um 09:00',
    })
  }
})

test('knows the queue of a team, and a place in it only where the conversation waits there', async () => {
  const play = await beginPlay(stage)
  const { scene } = play
  const [ana] = scene.agents
  await choose(scene, ana!, 'online')

  const { queues } = await look(play, { queues: ['', newId()] }, Date.now())

  const [[teamId, queue] = [], ...others] = Object.entries(queues)
  assert.deepEqual([teamId, others.length], [scene.team.id, 0])
  assert.deepEqual([queue?.length, queue?.online, queue?.free, queue?.position], [1, 1, 1, 1])
})

test('says what is gone', async () => {
  const play = await beginPlay(stage)
  const gone = { workspaceId: play.workspaceId, conversationId: newId() }
  assert.equal(await loadWorld(database.db, { ...gone, needs: { hours: [], queues: [] }, now: noon }), null)
  assert.equal(await whatIsGone(database.db, gone), 'conversation_gone')
})
