/** What a workflow asks for in a closed conversation is answered there, and nobody is to answer that. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import type pg from 'pg'
import { Database } from '../db/database.ts'
import { setMailStage } from '../mailboxes/testing/stage.ts'
import { readLog } from '../setup/testing.ts'
import { openApp } from '../testing/app.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { makeProviders } from '../testing/providers.ts'
import { allConversations, allMessages, bring, type Scene, setScene } from '../testing/scene.ts'
import { postAsVisitor } from '../webchat/post.ts'
import { loadWebchat } from '../webchat/session.ts'
import { advanceRun } from '../workflows/shell/advance.ts'
import { getRun } from '../workflows/shell/list-runs.ts'
import { english, publish, type StepInput } from '../workflows/shell/testing.ts'
import { startRun } from '../workflows/triggers/start-run.ts'
import { publish as publishFor, readersOf, runsOf } from '../workflows/triggers/testing.ts'
import { closeConversation } from './close.ts'
import { receive } from './receive.ts'

const app = await openApp()
const { database } = app
const readers = readersOf(database)
const providers = makeProviders(app.dataDir)
after(() => app[Symbol.asyncDispose]())

type Steps = readonly [StepInput, ...StepInput[]]

const thanks: StepInput = { id: 'thanks', type: 'send_message', text: english('Thank you!') }
const rating: Steps = [ask({ answer: 'rating', retries: 0 }), thanks]
const choice: Steps = [
  ask({
    answer: 'choice',
    choices: [
      { id: 'yes', title: english('Yes, all is well') },
      { id: 'no', title: english('Not for {{ contact.name }}') },
    ],
  }),
  thanks,
]
const assign: StepInput = { id: 'assign', type: 'assign', to: { kind: 'nobody' } }
const further = (...steps: Steps): Steps => [ask({ answer: 'rating', exits: { answered: steps[0].id } }), ...steps]
const tap = (id: string, title: string) => ({ text: title, message: { content: { choice: { id, title } } } })

type Case = Readonly<{
  asked: Steps
  said: Parameters<typeof inboundMessage>[0] & { text: string }
  status: 'closed' | 'open'
  exit?: string
}>

const cases: Readonly<Record<string, Case>> = {
  'a rating as a number': isTaken(rating, { text: '5' }),
  'a rating in stars': isTaken(rating, { text: '★★★' }),
  'a rating with a word to it': isTaken(rating, { text: '4/5, quick help' }),
  'a poor rating with what was wrong': { ...isTaken(rating, { text: '1, I still have a problem' }), status: 'open' },
  'a poor rating without words': isTaken(rating, { text: '1!' }),
  'a rating by a quick reply': isTaken(rating, tap('2', '★★')),
  'a choice by a quick reply': isTaken(choice, tap('no', 'No'), 'choice:no'),
  'a choice by its number': isTaken(choice, { text: '1' }, 'choice:yes'),
  'a choice by its title': isTaken(choice, { text: 'not for mara muster' }, 'choice:no'),
  'other words than a rating': {
    asked: rating,
    said: { text: 'I still have a problem' },
    status: 'open',
    exit: 'invalid',
  },
  'a number beyond the scale': { asked: rating, said: { text: '6' }, status: 'open', exit: 'invalid' },
  'other words than a choice': { asked: choice, said: { text: 'Hm' }, status: 'open' },
  'a text that was asked for': { ...isTaken([ask({})], { text: '5' }), status: 'open' },
  'a number that was asked for': { ...isTaken([ask({ answer: 'number' })], { text: '5' }), status: 'open' },
  'what the workflow would assign': { ...isTaken(further(assign), { text: '5' }), status: 'open' },
  'what it opens itself to assign': isTaken(further({ id: 'open', type: 'open', exits: { next: 'assign' } }, assign), {
    text: '5',
  }),
}

for (const [name, { asked, said, status, exit }] of Object.entries(cases)) {
  test(`${name} leaves it ${status}`, async () => {
    const play = await closedPlay()
    const runId = await play.begin(asked)
    const before = await play.only()

    await bring(play.scene, inboundMessage(said))

    const conversation = await play.only()
    assert.equal(conversation.status, status)
    assert.equal(conversation.lastMessage?.text, said.text)
    assert.ok(conversation.lastActivityAt > before.lastActivityAt)
    if (status === 'closed') {
      assert.deepEqual([conversation.unreadCount, conversation.waitingSince], [0, null])
      assert.deepEqual([conversation.assigneeId, conversation.closedAt], [before.assigneeId, before.closedAt])
      assert.ok(conversation.windowEndsAt! > before.windowEndsAt!)
      assert.deepEqual(await lastTypes(play.scene, 1), ['message.created'])
    } else {
      assert.equal(conversation.unreadCount, 1)
      assert.deepEqual(await lastTypes(play.scene, 2), ['conversation.reopened', 'message.created'])
    }
    await play.hears(runId)
    assert.equal((await getRun(database.db, play.at(runId))).steps[0]?.exit, exit)
  })
}

test('the rating is kept, and thanks for it open nothing', async () => {
  const play = await closedPlay()
  const runId = await play.begin([ask({ answer: 'rating', exits: { answered: 'thanks' } }), thanks])

  await bring(play.scene, inboundMessage({ text: '4' }))
  await play.hears(runId)

  const { status, unreadCount } = await play.only()
  assert.deepEqual([status, unreadCount], ['closed', 0])
  assert.equal((await allMessages(play.scene)).at(-1)?.text, 'Thank you!')
  assert.deepEqual(await play.scores(), [4])
  const told = await lastTypes(play.scene, 3)
  assert.ok(told.includes('rating.given') && told.includes('workflow_run.ended'))
  await bring(play.scene, inboundMessage({ text: '4' }))
  assert.equal((await play.only()).status, 'open')
})

test('what begins with any message does not begin with a rating that leaves it closed', async () => {
  const play = await closedPlay()
  const workflowId = await publishFor(play.scene, { start: { trigger: { type: 'message_received' } } })
  await play.begin(rating)
  for (const [text, runs] of [
    ['5', 0],
    ['And another thing', 1],
  ] as const) {
    await bring(play.scene, inboundMessage({ text }))
    await readers.settled()
    assert.equal((await runsOf(play.scene, workflowId)).length, runs)
  }
})

test('beside a question for a text the rating that another run asks for counts, and both hear it', async () => {
  const play = await closedPlay()
  const runs = [await play.begin([ask({})]), await play.begin(rating)]

  await bring(play.scene, inboundMessage({ text: '3' }))

  assert.equal((await play.only()).status, 'closed')
  for (const id of runs) {
    await play.hears(id)
    assert.equal((await getRun(database.db, play.at(id))).status, 'done')
  }
})

test('once nobody asks any more, or its time is over, it is a word like any other', async () => {
  const late = await closedPlay()
  await late.begin(rating)
  await sql`UPDATE workflow_run SET wake_at = now() - interval '1 second' WHERE workspace_id = ${late.scene.workspaceId}`.execute(
    database.db,
  )
  const never = await closedPlay()
  for (const play of [late, never]) {
    await bring(play.scene, inboundMessage({ text: '5' }))
    assert.equal((await play.only()).status, 'open')
  }
})

test('after the reopen window an answer goes to what was closed, other words into a new conversation', async () => {
  const play = await closedPlay()
  const runId = await play.begin(rating)
  await play.closedLongAgo()

  await bring(play.scene, inboundMessage({ text: '5' }), inboundMessage({ text: 'Something else: the zip broke' }))

  const [closed, opened, third] = await play.conversations()
  assert.deepEqual([closed?.status, closed?.lastMessage?.text, closed?.unreadCount], ['closed', '5', 0])
  assert.deepEqual([opened?.status, opened?.unreadCount, third], ['open', 1, undefined])
  await play.hears(runId)
  assert.deepEqual(await play.scores(), [5])
})

const batches = [
  {
    texts: ['5', 'I still have a problem', '4'],
    types: ['message.created', 'conversation.reopened', 'message.created', 'message.created'],
    unread: 2,
  },
  {
    texts: ['I still have a problem', '5'],
    types: ['conversation.reopened', 'message.created', 'message.created'],
    unread: 2,
  },
  { texts: ['4', '5'], types: ['message.created', 'message.created'], unread: 0 },
]
for (const { texts, types, unread } of batches) {
  test(`messages that come together stay in order: ${texts.join(', ')}`, async () => {
    const play = await closedPlay()
    const runId = await play.begin(rating)
    const others = await Promise.all([closedPlay(), closedPlay()])
    await others[0]!.begin(rating)
    const at = Date.now()
    const written = texts.map((text, index) => inboundMessage({ text, at: at + index }))

    await database.transact((tx) =>
      receive(tx, [
        { ...play.scene.whatsapp, events: written },
        ...others.map(({ scene }) => ({ ...scene.whatsapp, events: [inboundMessage({ text: '1' })] })),
      ]),
    )

    const { status, unreadCount } = await play.only()
    assert.deepEqual([status, unreadCount], [unread > 0 ? 'open' : 'closed', unread])
    assert.deepEqual(await lastTypes(play.scene, types.length), types)
    const said = (await allMessages(play.scene)).filter(({ author }) => author.type === 'contact')
    assert.deepEqual(
      said.slice(1).map(({ text }) => text),
      texts,
    )
    await play.hears(runId)
    assert.deepEqual(await play.scores(), texts[0] === 'I still have a problem' ? [] : [Number(texts[0])])
    assert.deepEqual(await Promise.all(others.map(async (other) => (await other.only()).status)), ['closed', 'open'])
  })
}

test('one that two processes bring is stored once, whatever they bring beside it', async () => {
  await using other = new Database(app.databaseUrl)
  for (let round = 0; round < 5; round += 1) {
    const play = await closedPlay()
    const runId = await play.begin(rating)
    const answer = inboundMessage({ text: '5' })

    await Promise.all([
      bring(play.scene, answer),
      bring({ ...play.scene, database: other }, answer, inboundMessage({ text: 'I still have a problem' })),
      bring({ ...play.scene, database: other }, answer),
    ])

    const { status } = await play.only()
    assert.equal(status, 'open')
    const texts = (await allMessages(play.scene))
      .filter(({ author }) => author.type === 'contact')
      .map(({ text }) => text)
    assert.deepEqual(texts.toSorted(), ['5', 'Hello', 'I still have a problem'])
    await play.hears(runId)
    assert.ok((await play.scores()).length <= 1)
  }
})

test('on the website it is the same', async () => {
  const scene = await setScene(database, { presence: 'offline' })
  const { channelId } = scene.webchat
  const post = async (text: string) => {
    const visitor = { channelId, address: 'visitor:mara', profile: { name: null, email: null, locale: null } }
    const channel = await loadWebchat(database.db, channelId)
    return database.transact((tx) =>
      postAsVisitor(tx, channel, visitor, { clientId: crypto.randomUUID(), text, attachmentIds: [] }),
    )
  }
  await post('Hello')
  const play = await closed(scene)
  const runId = await play.begin(rating)

  await post('★★★★')
  assert.equal((await play.only()).status, 'closed')
  await play.hears(runId)
  assert.deepEqual(await play.scores(), [4])
  await post('And another thing')
  assert.equal((await play.only()).status, 'open')
})

test('so it is in the thread of a mail, and beside it in another one', async () => {
  const { scene, channel } = await setMailStage(app, { imapPort: 9, smtpPort: 9 })
  const mail = async (providerId: string, text: string, references: readonly string[]) => {
    const event = inboundMessage({
      ...{ providerId, text, accountId: 'support@example.com' },
      contact: { addresses: ['mara@example.net'], matchKeys: [], name: null, phone: null },
      thread: { conversationId: null, references, subject: 'Zipper' },
      data: { references: references.join(' ') },
    })
    await database.transact((tx) => receive(tx, [{ ...channel, events: [event] }]))
  }
  await mail('first', 'Hello', [])
  const play = await closed(scene)
  const runId = await play.begin(rating)
  await play.closedLongAgo()

  await mail('other', '5', [])
  await mail('answer', '2', ['first'])

  assert.deepEqual(
    (await play.conversations()).map(({ status, lastMessage }) => [status, lastMessage?.text]),
    [
      ['closed', '2'],
      ['open', '5'],
    ],
  )
  await play.hears(runId)
  assert.deepEqual(await play.scores(), [2])
})

test('runs are looked for once for all that is closed, and never for what is not', async () => {
  const open = await setScene(database)
  const plays = await Promise.all([closedPlay(), closedPlay(), closedPlay()])
  await bring(open, inboundMessage())
  const given = plays.map(({ scene }) => ({ ...scene.whatsapp, events: [inboundMessage()] }))

  const whileOpen = await heard(() => bring(open, inboundMessage()))
  const whileClosed = await heard(() => database.transact((tx) => receive(tx, given)))

  assert.deepEqual(whileOpen, ['conversation.find-last'])
  assert.deepEqual(whileClosed, ['conversation.find-last', 'workflow.list-asking'])
})

/** Which of the statements that look for where a message belongs were sent meanwhile. */
async function heard(work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = []
  const listened = new Set<pg.PoolClient>()
  const listen = (client: pg.PoolClient) => {
    if (listened.has(client)) return
    listened.add(client)
    const query = client.query.bind(client)
    Reflect.set(client, 'query', (...asked: readonly unknown[]) => {
      const name = /(?:conversation\.find-last|workflow\.list-asking)/.exec(String(asked[0]))?.[0]
      if (name !== undefined) statements.push(name)
      return Reflect.apply(query, client, asked)
    })
  }
  database.pool.on('acquire', listen)
  await work()
  database.pool.off('acquire', listen)
  for (const client of listened) Reflect.deleteProperty(client, 'query')
  return statements
}

function isTaken(asked: Steps, said: Case['said'], exit = 'answered'): Case {
  return { asked, said, status: 'closed', exit }
}

function ask(given: Omit<Partial<Extract<StepInput, { type: 'ask_question' }>>, 'id' | 'type'>): StepInput {
  return { id: 'ask', type: 'ask_question', text: english('How was it?'), ...given }
}

/** Mara wrote, and a member closed it. */
async function closedPlay() {
  const scene = await setScene(database, { presence: 'offline' })
  await bring(scene, inboundMessage({ at: Date.now() - 60_000 }))
  return closed(scene)
}

async function closed(scene: Scene) {
  const { workspaceId, owner } = scene
  const only = async () => {
    const [conversation, second] = await allConversations(scene)
    assert.equal(second, undefined)
    return conversation!
  }
  const { id: conversationId, contact } = await only()
  const actor = { type: 'member', id: owner.memberId } as const
  await database.transact((tx) => closeConversation(tx, { workspaceId, id: conversationId, actor }))
  await readers.settled()
  const at = (id: string) => ({ workspaceId, id })
  return {
    ...{ scene, only, at },
    conversations: () => allConversations(scene),
    /** A run comes to its question. Answers its id. */
    async begin(steps: Steps): Promise<string> {
      const workflowId = await publish(scene, steps)
      const about = { workspaceId, workflowId, conversationId, contactId: contact.id, variables: {}, depth: 0 }
      const started = await database.transact((tx) => startRun(tx, about))
      assert.ok('id' in started)
      await advanceRun(database, providers, at(started.id))
      return started.id
    },
    /** What was said comes to the run by the log. */
    async hears(runId: string): Promise<void> {
      await readers.settled()
      await advanceRun(database, providers, at(runId))
    },
    async closedLongAgo(): Promise<void> {
      await sql`UPDATE conversation SET closed_at = now() - interval '90 days' WHERE id = ${conversationId}`.execute(
        database.db,
      )
    },
    async scores(): Promise<number[]> {
      const rows = await database.db
        .selectFrom('rating')
        .select('score')
        .where('workspace_id', '=', workspaceId)
        .where('conversation_id', '=', conversationId)
        .execute()
      return rows.map(({ score }) => score)
    },
  }
}

async function lastTypes({ workspaceId }: Scene, count: number): Promise<string[]> {
  return (await readLog(database, workspaceId)).slice(-count).map(({ type }) => type)
}
