import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { ApiError, type Tried, tryWorkflow, type WorkflowDefinitionInput, type WorkflowRule } from '@fairlead/sdk'
import type { z } from 'zod'
import { Chance, seedOfRun } from '../../channels/testing/random.ts'
import { isProblem } from '../../http/testing.ts'
import { readLog } from '../../setup/testing.ts'
import { clientOf, openApp } from '../../testing/app.ts'
import { allConversations, allMessages, setScene } from '../../testing/scene.ts'
import { makeFromTemplate } from '../templates/list.ts'

const seed = seedOfRun()
const app = await openApp()
after(() => app[Symbol.asyncDispose]())

type Body = z.input<(typeof tryWorkflow)['body']>

test('a menu asks, hears a choice, and gives the conversation to a team, of which nothing is stored', async () => {
  const { scene, chat } = await begin(menu)
  const count = (await readLog(app.database, scene.workspaceId)).length
  const asked = await chat()
  assert.deepEqual([asked.status, asked.stepId, asked.waitsFor], ['waiting', 'ask', 'answer'])
  assert.deepEqual(
    asked.says.map(({ text, choices }) => [text, choices.map(({ title }) => title)]),
    [['Hello! What can we do for you?', ['I want to buy something', 'I need help', 'Something else']]],
  )

  const again = await chat({ type: 'says', text: 'bananas' })
  assert.deepEqual([again.stepId, again.says[0]?.text], ['ask', 'Please choose one of these.'])
  const over = await chat({ type: 'says', text: 'x', choiceId: 'buy' })
  assert.deepEqual(
    [over.status, over.steps.map(({ stepId, exit }) => [stepId, exit])],
    [
      'done',
      [
        ['ask', 'choice:buy'],
        ['sales', 'next'],
      ],
    ],
  )
  assert.deepEqual([await allConversations(scene), await allMessages(scene)], [[], []])
  assert.equal((await readLog(app.database, scene.workspaceId)).length, count)
})

test('an answer to a broadcast begins with the name of the first that it names', async () => {
  const steps: WorkflowDefinitionInput['steps'] = [
    { id: 'say', type: 'send_message', text: english('You mean {{ variable.broadcast }}.') },
  ]
  const trigger = { type: 'broadcast_reply' as const, broadcasts: ['Spring sale', 'Autumn sale'] }
  const { chat } = await begin(() => ({ start: { trigger, next: 'say' }, steps }))
  assert.equal((await chat()).says[0]?.text, 'You mean Spring sale.')
})

test('the invented contact is of a stage, has tags, is new or not, and writes in some channel', async () => {
  const ask = (id: string, rule: WorkflowRule) => ({
    ...{ id, name: id, condition: { combinator: 'and' as const, rules: [rule] } },
  })
  const branches = [
    ask('stage', { field: 'contactStage', operator: 'is', value: 'customer' }),
    ask('tags', { field: 'contactTags', operator: 'any_of', value: ['vip'] }),
    ask('back', { field: 'contactIsNew', operator: 'is', value: false }),
    ask('whatsapp', { field: 'channelType', operator: 'is', value: 'whatsapp' }),
  ]
  const { scene, play } = await begin(() => definitionOf({ steps: [{ id: 'fork', type: 'branch', branches }] }))
  const ways: readonly (readonly [Omit<Body, 'definition'>, string])[] = [
    [{}, 'else'],
    [{ contact: { stage: 'customer' } }, 'branch:stage'],
    [{ contact: { tags: ['vip'] } }, 'branch:tags'],
    [{ contact: { isNew: false } }, 'branch:back'],
    [{ channelId: scene.whatsapp.channelId }, 'branch:whatsapp'],
  ]
  for (const [given, way] of ways) assert.equal((await play(given)).steps[0]?.exit, way)
})

test('time is skipped: by so much, or to when it goes on', async () => {
  const { chat } = await begin(menu)
  const asked = await chat()
  const early = await chat({ type: 'skip', minutes: 4 })
  assert.deepEqual([early.status, Date.parse(early.now) - Date.parse(asked.now)], ['waiting', 240_000])
  const late = await chat({ type: 'skip', minutes: null })
  assert.deepEqual([late.now, late.steps[0]?.exit, late.status], [asked.wakeAt, 'timeout', 'done'])
})

test('who waits in a team has nobody until somebody says who, and is known to have them then', async () => {
  const { scene, chat } = await begin(({ team }) => definitionOf(assigning(team.id)))
  const waits = await chat()
  assert.deepEqual([waits.waitsFor, waits.steps], ['assignment', []])
  const memberId = scene.agents[0]!.memberId
  const has = await chat({ type: 'assigned', memberId })
  assert.deepEqual([has.status, has.says[0]?.text], ['done', 'Ana Agent in Support'])

  const other = await begin(({ team }) => definitionOf(assigning(team.id)))
  await other.chat()
  const nobody = await other.chat({ type: 'skip', minutes: null })
  assert.match(nobody.says[0]?.text ?? '', /^Nobody, you are number 1\.$/)
})

test('another system is not asked: what it answers is said, or that it does not', async () => {
  const steps: WorkflowDefinitionInput['steps'] = [
    {
      ...{ id: 'ask', type: 'http_request', url: 'http://127.0.0.1:9/', exits: { next: 'say', failed: 'sorry' } },
      mapping: [{ path: 'order.state', variable: 'state' }],
    },
    { id: 'say', type: 'send_message', text: english('It is {{ variable.state }}.') },
    { id: 'sorry', type: 'send_message', text: english('We do not know.') },
  ]
  const { chat } = await begin(() => definitionOf({ steps }))
  assert.equal((await chat()).waitsFor, 'effect')
  const told = await chat({ type: 'answered', status: 200, body: '{"order": {"state": "sent"}}' })
  assert.deepEqual([told.says[0]?.text, told.variables.state], ['It is sent.', 'sent'])

  const other = await begin(() => definitionOf({ steps }))
  await other.chat()
  const failed = await other.chat({ type: 'answered', status: 0, body: '' })
  assert.equal(failed.says[0]?.text, 'We do not know.')
})

test('a file or a place is brought where it is asked for, and how many files are sent is said', async () => {
  const steps: WorkflowDefinitionInput['steps'] = [
    {
      ...{ id: 'bill', type: 'ask_question', text: english('The bill?'), answer: 'file', retries: 1 },
      ...{ saveTo: { kind: 'variable', name: 'bill' }, invalidText: english('A file, please.') },
      exits: { answered: 'where' },
    },
    {
      ...{ id: 'where', type: 'ask_question', text: english('Where?'), answer: 'location' },
      ...{ saveTo: { kind: 'variable', name: 'where' }, invalidText: english('A place, please.') },
      exits: { answered: 'thanks' },
    },
    {
      ...{ id: 'thanks', type: 'send_message', text: english('Thank you.') },
      attachmentIds: [crypto.randomUUID(), crypto.randomUUID()],
    },
  ]
  const { scene, chat } = await begin(() => definitionOf({ steps }))
  const count = (await readLog(app.database, scene.workspaceId)).length
  assert.deepEqual((await chat()).says, [{ text: 'The bill?', choices: [], files: 0 }])
  const wrong = await chat({ type: 'says', text: '', brings: 'location' })
  assert.deepEqual([wrong.stepId, wrong.says[0]?.text], ['bill', 'A file, please.'])
  const brought = await chat({ type: 'says', text: '', brings: 'file' })
  assert.deepEqual([brought.stepId, brought.says[0]?.text], ['where', 'Where?'])
  assert.deepEqual(brought.variables.bill, ['00000000-0000-4000-8000-000000000000'])
  assert.equal((await chat({ type: 'says', text: '1,2' })).says[0]?.text, 'A place, please.')
  const over = await chat({ type: 'says', text: '', brings: 'location' })
  assert.deepEqual([over.status, over.variables.where], ['done', '0,0'])
  assert.deepEqual(over.says, [{ text: 'Thank you.', choices: [], files: 2 }])

  assert.deepEqual(await app.database.db.selectFrom('attachment').select('id').execute(), [])
  assert.equal((await readLog(app.database, scene.workspaceId)).length, count)
})

test('the invented contact is who is said, and becomes what the run makes of them', async () => {
  const contact = { name: 'Nora Neu', locale: 'de', tags: ['gold'], isNew: false }
  const steps: WorkflowDefinitionInput['steps'] = [
    { id: 'tag', type: 'edit_contact', addTags: ['seen'], fields: { city: 'Wien' }, exits: { next: 'say' } },
    {
      ...{ id: 'say', type: 'send_message' },
      text: {
        defaultLocale: 'en',
        texts: { en: 'Hello', de: '{{ contact.tags | join: "+" }} {{ contact.field.city }}' },
      },
    },
  ]
  const { play } = await begin(() => definitionOf({ steps }))
  const { says } = await play({ contact })
  assert.deepEqual(says[0]?.text, 'gold+seen Wien')
})

test('a state that somebody wrote by hand is refused or harmless, and what goes round for ever is stopped', async () => {
  const { play, chat } = await begin(menu)
  for (const state of ['', '{', 'null', '[]', '{"run": {}}', JSON.stringify({ run: null, now: 1e300 })]) {
    await assert.rejects(play({ state }), isProblem('invalid_request'))
  }
  const { state } = await chat()
  const edited = state.replaceAll('"ask"', '"gone"')
  const lost = await play({ state: edited, event: { type: 'says', text: 'Hello' } })
  assert.deepEqual([lost.status, lost.end], ['failed', 'step_gone'])
  await assert.rejects(play({ channelId: crypto.randomUUID() }), isProblem('invalid_request'))

  const round = await begin(() =>
    definitionOf({ steps: [{ id: 'a', type: 'set_variable', variable: 'x', value: 1, exits: { next: 'a' } }] }),
  )
  let tried = await round.chat()
  for (let times = 0; tried.status === 'running' && times < 10; times += 1) tried = await round.chat()
  assert.deepEqual([tried.status, tried.end], ['failed', 'too_many_steps'])
})

test(`whatever is changed in a state, the answer is a chat or a refusal (FAIRLEAD_SEED=${seed})`, async () => {
  const random = new Chance(seed)
  const { chat, play } = await begin(menu)
  const { state } = await chat()
  const values = [
    null,
    -1,
    0,
    1e15,
    'ask',
    '',
    'waiting',
    [],
    {},
    true,
    crypto.randomUUID(),
    { for: 'reply', until: null },
  ]
  for (let round = 0; round < 60; round += 1) {
    const edited: unknown = JSON.parse(state, (_, value) => (random.below(25) === 0 ? random.pick(values) : value))
    const event = random.pick([
      { type: 'says' as const, text: 'I need help' },
      { type: 'skip' as const, minutes: null },
      { type: 'assigned' as const, memberId: null },
      { type: 'answered' as const, status: 200, body: '[' },
    ])
    const answer = play({ state: JSON.stringify(edited), event })
    await answer.catch((error: unknown) => {
      assert.ok(error instanceof ApiError && error.code === 'invalid_request', `${JSON.stringify(edited)}: ${error}`)
    })
  }
})

type Scene = Awaited<ReturnType<typeof setScene>>

async function begin(make: (scene: Scene) => WorkflowDefinitionInput) {
  const scene = await setScene(app.database)
  const client = await clientOf(app, scene.owner)
  const definition = make(scene)
  let state: string | undefined
  const play = (rest: Omit<Body, 'definition'>): Promise<Tried> =>
    client.call(tryWorkflow, { body: { definition, ...rest } })
  return {
    scene,
    play,
    /** What happens next, in the chat as it is by now. */
    async chat(event?: Body['event']): Promise<Tried> {
      const tried = await play({ ...(state === undefined ? {} : { state }), ...(event ? { event } : {}) })
      state = tried.state
      return tried
    },
  }
}

function menu({ team: { id } }: Scene): WorkflowDefinitionInput {
  return makeFromTemplate('keyword_menu', { salesTeamId: id, supportTeamId: id, otherTeamId: id }, 'en')
}

function assigning(teamId: string): Pick<WorkflowDefinitionInput, 'steps'> {
  return {
    steps: [
      {
        ...{ id: 'give', type: 'assign', to: { kind: 'team', teamId }, timeoutMinutes: 10 },
        exits: { next: 'has', timeout: 'waits' },
      },
      { id: 'has', type: 'send_message', text: english('{{ agent.name }} in {{ team.name }}') },
      { id: 'waits', type: 'send_message', text: english('Nobody, you are number {{ queue.position }}.') },
    ],
  }
}

function definitionOf({ steps }: Pick<WorkflowDefinitionInput, 'steps'>): WorkflowDefinitionInput {
  return { start: { trigger: { type: 'conversation_opened' }, next: steps[0]?.id ?? null }, steps }
}

function english(text: string) {
  return { defaultLocale: 'en', texts: { en: text } }
}
