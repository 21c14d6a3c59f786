import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { assignManually, claimConversation } from '../assignment/manual.ts'
import { queueUp } from '../assignment/testing.ts'
import { Storage } from '../attachments/storage.ts'
import { closeConversation } from '../conversations/close.ts'
import { reply } from '../conversations/reply.ts'
import { snoozeConversation } from '../conversations/snooze.ts'
import { deliverConversation } from '../messages/deliver.ts'
import { createGuardedFetch } from '../providers/guarded-fetch.ts'
import { openApp, quiet, type TestApp } from '../testing/app.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { providerUrls } from '../testing/providers.ts'
import { allMessages, bring, onlyConversation, type Scene, secrets, setScene } from '../testing/scene.ts'
import { postFrom } from '../testing/visitor.ts'
import { closedNow, messages, settle, textsIn, toldIn } from './testing.ts'

let app: TestApp
before(async () => {
  app = await openApp()
})
after(() => app[Symbol.asyncDispose]())

const hourMs = 3_600_000
const has = 'You have {{ agent_name }} now.'
const busy = 'All are busy{% if position %}, you are number {{ position }}{% endif %}.'
const away = 'We are back {{ reopens_at }}.'
const update = 'Now number {{ position }}.'

describe('who has it', () => {
  test('is told once, and changes nothing else', async () => {
    const scene = await setScene(app.database, {
      agents: ['Ana Agent'],
      policy: { messages: messages({ assigned: has }) },
    })
    await bring(scene, inboundMessage({ text: 'Hello' }))
    await settle(app)
    await bring(scene, inboundMessage({ text: 'Are you there?' }))
    await settle(app)

    assert.deepEqual(await toldIn(scene), [{ kind: 'assigned', text: 'You have Ana Agent now.' }])
    const conversation = await onlyConversation(scene)
    assert.equal(conversation.lastMessage?.text, 'Are you there?')
    assert.equal(conversation.unreadCount, 2)
    assert.notEqual(conversation.waitingSince, null)
  })

  test('is not told when an agent has answered already, nor long after', async () => {
    const scene = await setScene(app.database, {
      agents: ['Ana Agent'],
      presence: 'offline',
      policy: { messages: messages({ assigned: has }) },
    })
    await postFrom(scene, 'visitor:1', { text: 'Hello' })
    await settle(app)
    const { id } = await onlyConversation(scene)
    await app.database.transact(async (tx) => {
      await claimConversation(tx, { workspaceId: scene.workspaceId, id, memberId: scene.agents[0]!.memberId })
      await answer(tx, scene, id)
    })
    await settle(app)
    await postFrom(scene, 'visitor:1', { text: 'And another question' })
    await settle(app)

    assert.deepEqual(await toldIn(scene), [])
  })

  test('is told for each assignment, also of a person’s, and not again within the hours that the policy says', async () => {
    for (const [everyHours, count] of [
      [0, 2],
      [1, 1],
    ] as const) {
      const assigned = { texts: { en: has }, everyHours }
      const scene = await setScene(app.database, { policy: { messages: messages({ assigned }) } })
      await bring(scene, inboundMessage())
      await settle(app)
      const { id, assigneeId } = await onlyConversation(scene)
      const other = scene.agents.find(({ memberId }) => memberId !== assigneeId)!
      await assignTo(scene, id, other.memberId)
      await settle(app)

      assert.equal((await toldIn(scene)).length, count)
      await app.expectations.sweep(Date.now() + hourMs)
      assert.equal((await toldIn(scene)).length, count)
    }
  })
})

describe('that the team is closed', () => {
  test('is told once for each closing in each conversation, whoever has it', async () => {
    const scene = await setScene(app.database, {
      policy: { hours: closedNow(), messages: messages({ away, assigned: has, overCapacity: busy }) },
    })
    const ids = await queueUp(scene, 2)
    await assignTo(scene, ids[0]!, scene.agents[0]!.memberId)
    await settle(app)
    await settle(app)

    const told = await textsIn(scene)
    assert.equal(told.length, 2)
    for (const text of told) assert.match(text, /^We are back .+ 09:00\.$/)

    // Closed again, after other hours.
    await setHours(scene, 3)
    await settle(app)
    assert.equal((await textsIn(scene)).length, 4)
  })

  test('is followed by who has it, once the team is open', async () => {
    const scene = await setScene(app.database, {
      agents: ['Ana Agent'],
      policy: { hours: closedNow(), outsideHours: 'assign', messages: messages({ away, assigned: has }) },
    })
    await bring(scene, inboundMessage())
    await settle(app)
    await setHours(scene, null)
    await settle(app)

    assert.deepEqual(
      (await toldIn(scene)).map(({ kind }) => kind),
      ['away', 'assigned'],
    )
  })
})

describe('that nobody can take it', () => {
  test('is told once in a stretch of waiting, and in the next', async () => {
    const scene = await setScene(app.database, {
      agents: ['Ana Agent'],
      presence: 'busy',
      policy: { messages: messages({ overCapacity: busy }) },
    })
    await bring(scene, inboundMessage())
    await settle(app)
    await bring(scene, inboundMessage())
    await settle(app)
    assert.deepEqual(await textsIn(scene), ['All are busy, you are number 1.'])

    const { id } = await onlyConversation(scene)
    await assignTo(scene, id, scene.agents[0]!.memberId)
    await assignTo(scene, id, null)
    await settle(app)
    assert.equal((await textsIn(scene)).length, 2)
  })

  test('is not told to who is served at once, nor while it is kept for somebody', async () => {
    const owner = { waitMinutes: 5, overLimit: 'respect' } as const
    const scene = await setScene(app.database, { policy: { owner, messages: messages({ overCapacity: busy }) } })
    await bring(scene, inboundMessage())
    await settle(app)

    assert.deepEqual(await textsIn(scene), [])
  })

  test('waits for the conditions of an overflow that goes nowhere', async () => {
    const overflow = { teamId: null, afterMinutes: 10, longerThan: 1, whenNobodyOnline: false }
    const scene = await setScene(app.database, {
      presence: 'busy',
      policy: { overflow, messages: messages({ overCapacity: busy }) },
    })
    await queueUp(scene, 2)
    await settle(app)
    assert.deepEqual(await textsIn(scene), ['All are busy, you are number 2.'])

    await app.expectations.sweep(Date.now() + 11 * 60_000)
    assert.deepEqual(await textsIn(scene), ['All are busy, you are number 2.', 'All are busy, you are number 1.'])
  })

  test('is told at once when nobody is online, where the overflow says so', async () => {
    const overflow = { teamId: null, afterMinutes: null, longerThan: null, whenNobodyOnline: true }
    const scene = await setScene(app.database, {
      presence: 'busy',
      policy: { overflow, messages: messages({ overCapacity: busy }) },
    })
    await bring(scene, inboundMessage())
    await settle(app)

    assert.deepEqual(await textsIn(scene), ['All are busy, you are number 1.'])
  })
})

describe('that it moved up', () => {
  test('is told when half of those ahead are gone, and never when it fell back', async () => {
    const texts = { overCapacity: busy, queueUpdate: update }
    const scene = await setScene(app.database, { presence: 'busy', policy: { messages: messages(texts) } })
    const ids = await queueUp(scene, 6)
    await settle(app)
    const last = ids[5]!
    assert.deepEqual(await textsOf(scene, last), ['All are busy, you are number 6.'])

    await close(scene, ids[0]!)
    await settle(app)
    assert.equal((await textsOf(scene, last)).length, 1)

    await close(scene, ids[1]!)
    await close(scene, ids[2]!)
    await settle(app)
    await settle(app)
    assert.deepEqual(await textsOf(scene, last), ['All are busy, you are number 6.', 'Now number 3.'])

    const [urgent] = await queueUp(scene, 1)
    await sql`UPDATE conversation SET queue_order = now() - interval '1 day', priority = 'urgent' WHERE id = ${urgent!}`.execute(
      app.database.db,
    )
    await settle(app)
    assert.equal((await textsOf(scene, last)).length, 2)
  })

  test('is told no more often than the policy says', async () => {
    const queueUpdate = { texts: { en: update }, everyHours: 1 }
    const scene = await setScene(app.database, {
      presence: 'busy',
      policy: { messages: messages({ overCapacity: busy, queueUpdate }) },
    })
    const ids = await queueUp(scene, 4)
    await settle(app)
    for (const id of ids.slice(0, 2)) await close(scene, id)
    await settle(app)
    await close(scene, ids[2]!)
    await settle(app)
    assert.deepEqual(await textsOf(scene, ids[3]!), ['All are busy, you are number 4.', 'Now number 2.'])

    await app.expectations.sweep(Date.now() + hourMs)
    assert.equal((await textsOf(scene, ids[3]!)).at(-1), 'Now number 1.')
  })

  test('begins with the first place, where nothing else is told', async () => {
    const scene = await setScene(app.database, {
      presence: 'busy',
      policy: { messages: messages({ queueUpdate: update }) },
    })
    await queueUp(scene, 2)
    await settle(app)
    await settle(app)

    assert.deepEqual((await textsIn(scene)).sort(), ['Now number 1.', 'Now number 2.'])
  })
})

test('speaks the contact’s language', async () => {
  const texts = { en: 'Hello {{ contact_name }}', de: 'Hallo {{ contact_name }}', 'pt-BR': 'Oi {{ contact_name }}' }
  for (const [locale, text] of [
    ['de-AT', 'Hallo'],
    ['pt-BR', 'Oi'],
    ['fr', 'Hello'],
    [null, 'Hello'],
  ] as const) {
    const scene = await setScene(app.database, {
      policy: { messages: messages({ assigned: { texts } }) },
      presence: 'offline',
    })
    await bring(scene, inboundMessage())
    await app.database.db.updateTable('contact').set({ locale }).where('workspace_id', '=', scene.workspaceId).execute()
    await assignTo(scene, (await onlyConversation(scene)).id, scene.agents[0]!.memberId)
    await settle(app)

    assert.deepEqual(await textsIn(scene), [`${text} Mara Muster`])
  }
})

describe('nothing is told', () => {
  const everything = messages({ assigned: has, away, overCapacity: busy, queueUpdate: update })

  test('when the business wrote on its own phone', async () => {
    const scene = await setScene(app.database, { policy: { messages: everything } })
    await bring(scene, inboundMessage({ author: 'member' }))
    await settle(app)
    assert.deepEqual(await toldIn(scene), [])
  })

  test('in a conversation that was snoozed or closed', async () => {
    for (const put of [snooze, close]) {
      const scene = await setScene(app.database, { presence: 'offline', policy: { messages: everything } })
      await bring(scene, inboundMessage())
      await put(scene, (await onlyConversation(scene)).id)
      await settle(app)
      assert.deepEqual(await toldIn(scene), [])
    }
  })

  test('after the provider’s window has closed', async () => {
    const scene = await setScene(app.database, { presence: 'offline', policy: { messages: everything } })
    await bring(scene, inboundMessage())
    await sql`UPDATE conversation SET last_contact_message_at = now() - interval '25 hours'
      WHERE workspace_id = ${scene.workspaceId}`.execute(app.database.db)
    await settle(app)
    assert.deepEqual(await toldIn(scene), [])
  })

  test('while the channel is broken', async () => {
    const scene = await setScene(app.database, { presence: 'offline', policy: { messages: everything } })
    await bring(scene, inboundMessage())
    const { db } = app.database
    await db.updateTable('channel').set({ status: 'broken' }).where('id', '=', scene.whatsapp.channelId).execute()
    await settle(app)
    assert.deepEqual(await toldIn(scene), [])
  })

  test('where the text comes out empty, and it is not tried for ever', async () => {
    const assigned = '{% if eta %}{{ eta }}{% endif %}'
    const scene = await setScene(app.database, { policy: { messages: messages({ assigned }) } })
    await bring(scene, inboundMessage())
    await settle(app)
    assert.deepEqual(await toldIn(scene), [])
    const { rows } = await sql`SELECT FROM expectation WHERE workspace_id = ${scene.workspaceId}`.execute(
      app.database.db,
    )
    assert.equal(rows.length, 1)
  })
})

describe('on the way out', () => {
  test('what is stale by now is dropped, and the rest goes on', async () => {
    const texts = { overCapacity: busy, assigned: has }
    const scene = await setScene(app.database, { presence: 'busy', policy: { messages: messages(texts) } })
    await bring(scene, inboundMessage())
    await settle(app)
    const { id } = await onlyConversation(scene)
    await assignTo(scene, id, scene.agents[0]!.memberId)
    await settle(app)

    await deliver(scene, id)

    const [stale, fresh] = (await allMessages(scene)).filter(({ author }) => author.type === 'system')
    assert.deepEqual([stale?.state, stale?.error?.code], ['failed', 'superseded'])
    // Tried, at a provider that is not there.
    assert.equal(fresh?.state, 'pending')
    assert.notEqual(fresh?.error?.code, 'superseded')
  })

  test('what may have arrived before it was stale is unknown, and not sent again', async () => {
    const scene = await setScene(app.database, {
      presence: 'busy',
      policy: { messages: messages({ overCapacity: busy }) },
    })
    await bring(scene, inboundMessage())
    await settle(app)
    const { id } = await onlyConversation(scene)
    const error = JSON.stringify({ code: 'unknown', detail: 'made to be in doubt' })
    await app.database.db
      .updateTable('message')
      .set({ tries: 1, error })
      .where('conversation_id', '=', id)
      .where('author_type', '=', 'system')
      .execute()
    await assignTo(scene, id, scene.agents[0]!.memberId)

    await deliver(scene, id)

    const [told] = (await allMessages(scene)).filter(({ author }) => author.type === 'system')
    assert.deepEqual([told?.state, told?.error?.code], ['unknown', 'unknown'])
  })

  test('what was written before an agent’s answer is not sent after it', async () => {
    const scene = await setScene(app.database, { policy: { messages: messages({ assigned: has }) } })
    await bring(scene, inboundMessage())
    await settle(app)
    const { id } = await onlyConversation(scene)
    await app.database.transact((tx) => answer(tx, scene, id))
    await deliver(scene, id)

    const [told] = (await allMessages(scene)).filter(({ author }) => author.type === 'system')
    assert.equal(told?.error?.code, 'superseded')
  })
})

type Tx = Parameters<typeof reply>[0]

async function answer(tx: Tx, { workspaceId, agents }: Scene, id: string): Promise<void> {
  await reply(tx, { workspaceId, id, author: agents[0]!, text: 'Good morning', attachmentIds: [] })
}

async function assignTo({ workspaceId, owner, database }: Scene, id: string, memberId: string | null): Promise<void> {
  const actor = { type: 'member', id: owner.memberId } as const
  await database.transact((tx) => assignManually(tx, { workspaceId, id, actor, memberId }))
}

async function close({ workspaceId, owner, database }: Scene, id: string): Promise<void> {
  const actor = { type: 'member', id: owner.memberId } as const
  await database.transact((tx) => closeConversation(tx, { workspaceId, id, actor }))
}

async function snooze({ workspaceId, owner, database }: Scene, id: string): Promise<void> {
  const actor = { type: 'member', id: owner.memberId } as const
  const until = new Date(Date.now() + hourMs)
  await database.transact((tx) => snoozeConversation(tx, { workspaceId, id, actor, until }))
}

/** The team keeps other hours: open in so many days, or always. */
async function setHours({ database, team }: Scene, opensInDays: number | null): Promise<void> {
  const hours = opensInDays === null ? null : closedNow(opensInDays)
  await sql`UPDATE policy SET settings = jsonb_set(settings, '{hours}', ${JSON.stringify(hours)}::jsonb)
    WHERE team_id = ${team.id}`.execute(database.db)
}

async function deliver({ workspaceId, database }: Scene, id: string): Promise<void> {
  const fetch = createGuardedFetch({ allowPrivateNetwork: true })
  const providers = {
    fetch,
    storage: new Storage(app.dataDir),
    secrets,
    urls: providerUrls(),
    publicUrl: 'http://localhost:3000',
  }
  await deliverConversation(database, providers, quiet, { workspaceId, id })
}

async function textsOf(scene: Scene, id: string): Promise<string[]> {
  return (await allMessages(scene))
    .filter(({ author, conversationId }) => author.type === 'system' && conversationId === id)
    .map(({ text }) => text)
}
