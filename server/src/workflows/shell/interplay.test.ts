/** Whatever a run waits for, people who deal with the conversation themselves end it, unless the workflow says otherwise. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { assignManually, claimConversation } from '../../assignment/manual.ts'
import { addTeam } from '../../assignment/testing.ts'
import { lockConversation } from '../../conversations/change.ts'
import { closeConversation } from '../../conversations/close.ts'
import { reply } from '../../conversations/reply.ts'
import { storeNote } from '../../conversations/store-note.ts'
import { newId } from '../../db/id.ts'
import { readersOf } from '../triggers/testing.ts'
import { beginPlay, english, openStage, type Play, type StepInput } from './testing.ts'

const stage = await openStage()
const { database } = stage
const readers = readersOf(database)
after(() => stage[Symbol.asyncDispose]())

const waits: Readonly<Record<string, (play: Play) => StepInput>> = {
  'an answer': () => ({ id: 'a', type: 'ask_question', text: english('Which?') }),
  'a time': () => ({ id: 'a', type: 'wait', until: { kind: 'minutes', minutes: 5 } }),
  'the contact': () => ({ id: 'a', type: 'wait', until: { kind: 'reply' } }),
  'the contact or a time': () => ({ id: 'a', type: 'wait', until: { kind: 'minutes', minutes: 5 }, orReply: true }),
  'somebody in a team': ({ scene: { team } }) => ({
    ...{ id: 'a', type: 'assign', to: { kind: 'team', teamId: team.id }, timeoutMinutes: 10_080 },
  }),
  'another system': () => ({ id: 'a', type: 'http_request', url: 'http://127.0.0.1:9/' }),
}

type Act = (play: Play) => Promise<unknown>
const done = ({ workspaceId, conversationId: id, scene: { agents, owner } }: Play) => ({
  ...{ workspaceId, id, author: agents[0]!, memberId: agents[0]!.memberId },
  actor: { type: 'member' as const, id: owner.memberId },
})
const acts: Readonly<Record<string, readonly [end: string, act: Act]>> = {
  answers: [
    'member_replied',
    (play) => database.transact((tx) => reply(tx, { ...done(play), text: 'It is on its way', attachmentIds: [] })),
  ],
  'assigns it': ['member_assigned', (play) => database.transact((tx) => assignManually(tx, done(play)))],
  'takes it': ['member_assigned', (play) => database.transact((tx) => claimConversation(tx, done(play)))],
  'moves it to another team': [
    'member_assigned',
    async (play) => {
      const teamId = await addTeam(play.scene, 'Sales', [])
      await database.transact((tx) => assignManually(tx, { ...done(play), memberId: undefined, teamId }))
    },
  ],
  'closes it': ['closed', (play) => database.transact((tx) => closeConversation(tx, done(play)))],
}

for (const [what, stepOf] of Object.entries(waits)) {
  test(`a run that waits for ${what} is ended by people, where the workflow lets them`, async () => {
    for (const [name, [end, act]] of Object.entries(acts)) {
      for (const endsOn of [undefined, { reply: false, assignment: false, close: false }]) {
        const play = await beginPlay(stage)
        await readers.settled()
        const id = await play.start(await play.publish([stepOf(play)], endsOn ? { endsOn } : {}))
        await play.advance(id)
        const before = await play.run(id)
        assert.equal(before.status, 'waiting')

        await act(play)
        await readers.settled()
        await play.advance(id)

        const run = await play.run(id)
        const isTaken = what === 'somebody in a team' && /assigns|takes/.test(name)
        const expected = endsOn ? (isTaken ? ['done', null] : ['waiting', null]) : ['cancelled', end]
        assert.deepEqual([run.status, run.end], expected, `${name}, ${JSON.stringify(endsOn)}`)
        if (!endsOn) assert.deepEqual([run.steps.length, run.steps[0]?.exit], [1, null])
      }
    }
  })
}

test('a note, and what the contact or the engine does, ends nothing', async () => {
  const play = await beginPlay(stage)
  await readers.settled()
  const id = await play.start(await play.publish([waits['a time']!(play)]))
  await play.advance(id)

  await database.transact(async (tx) => {
    const { workspaceId, conversationId, scene } = play
    const row = await lockConversation(tx, workspaceId, conversationId)
    const { memberId } = scene.agents[0]!
    const author = { type: 'member' as const, id: memberId, name: 'Ana' }
    await storeNote(tx, row, { author, text: 'He is nice', clientId: newId(), mentionIds: [] })
  })
  await readers.settled()
  await play.advance(id)
  assert.equal((await play.run(id)).status, 'waiting')
})
