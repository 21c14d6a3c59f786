import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Actor, Event, Presence } from '@fairlead/sdk'
import { sql } from 'kysely'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { AppError } from '../errors.ts'
import { addMember, makeWorkspace, readLog } from '../setup/testing.ts'
import { quiet } from '../testing/app.ts'
import { Connections } from './connections.ts'
import { choosePresence, expireLeases, type LeaseChange, noteActivity, renewLeases } from './presence.ts'
import { loadMember } from './queries.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

type Key = Readonly<{ workspaceId: string; memberId: string }>

test('is online with the first connection, and offline when the lease ran out', async () => {
  const ana = await addAgent()
  assert.deepEqual(await shown(ana), ['offline', 'online'])

  await renewLeases(database, [ana])
  assert.deepEqual(await shown(ana), ['online', 'online'])
  assert.equal(await expireLeases(database), 0)

  await endLease(ana)
  assert.equal(await expireLeases(database), 1)
  assert.deepEqual(await shown(ana), ['offline', 'online'])
  assert.equal(await expireLeases(database), 0)
  assert.deepEqual(await changes(ana), ['online', 'offline'])
})

test('comes back with the presence that was chosen', async () => {
  const ana = await addAgent()
  await renewLeases(database, [ana])
  await choose(ana, 'busy', 'session')
  await endLease(ana)
  await expireLeases(database)

  await renewLeases(database, [ana, ana])

  assert.deepEqual(await shown(ana), ['busy', 'busy'])
  assert.deepEqual(await changes(ana), ['online', 'busy', 'offline', 'busy'])
})

test('stays offline while connected when that was chosen', async () => {
  const ana = await addAgent()
  await renewLeases(database, [ana])
  await choose(ana, 'offline', 'session')

  await renewLeases(database, [ana])

  assert.deepEqual(await shown(ana), ['offline', 'offline'])
})

test('a renewal of who is there already is no event', async () => {
  const ana = await addAgent()
  await renewLeases(database, [ana])
  await renewLeases(database, [ana])

  assert.deepEqual(await changes(ana), ['online'])
})

test('a choice by a program holds without any connection', async () => {
  const ana = await addAgent()

  const member = await choose(ana, 'online', 'until_changed')
  await renewLeases(database, [ana])

  assert.equal(member.presence, 'online')
  assert.equal(await leaseSeconds(ana), Number.POSITIVE_INFINITY)
  assert.equal(await expireLeases(database), 0)
})

test('a choice in a browser ends what a program had said', async () => {
  const ana = await addAgent()
  await choose(ana, 'online', 'until_changed')

  const member = await choose(ana, 'busy', 'session')

  assert.equal(member.presence, 'busy')
  const seconds = await leaseSeconds(ana)
  assert.ok(seconds > 50 && seconds <= 60, `${seconds}`)
})

test('a choice alone connects nobody', async () => {
  const ana = await addAgent()

  const member = await choose(ana, 'busy', 'session')

  assert.deepEqual([member.presence, member.chosenPresence], ['offline', 'busy'])
  assert.deepEqual(await changes(ana), ['offline'])
})

test('a choice for somebody leaves their lease as it is', async () => {
  const ana = await addAgent()
  await choose(ana, 'online', 'until_changed')

  const member = await choose(ana, 'busy', 'unchanged')

  assert.equal(member.presence, 'busy')
  assert.equal(await leaseSeconds(ana), Number.POSITIVE_INFINITY)
})

test('the same choice again is no event', async () => {
  const ana = await addAgent()
  await choose(ana, 'busy', 'until_changed')
  await choose(ana, 'busy', 'until_changed')

  assert.deepEqual(await changes(ana), ['busy'])
})

test('the event carries the member as they then are, and who did it', async () => {
  const ana = await addAgent()
  const manager: Actor = { type: 'member', id: '00000000-0000-4000-8000-000000000001' }

  const member = await choose(ana, 'busy', 'until_changed', manager)

  const event = (await readLog(database, ana.workspaceId)).at(-1)
  assert.deepEqual(event?.actor, manager)
  assert.deepEqual(event?.data, { member })
  assert.deepEqual(member, await loadMember(database.db, ana.workspaceId, ana.memberId))
})

test('nobody deactivated is ever present', async () => {
  const ana = await addAgent()
  await database.db.updateTable('member').set({ deactivated_at: sql`now()` }).where('id', '=', ana.memberId).execute()

  await renewLeases(database, [ana])

  assert.deepEqual(await shown(ana), ['offline', 'online'])
  await assert.rejects(
    choose(ana, 'online', 'until_changed'),
    (error) => error instanceof AppError && error.code === 'member_deactivated',
  )
})

test('several processes expire and renew at once, and each member is told of once', async () => {
  const agents = await Promise.all(Array.from({ length: 20 }, () => addAgent()))
  await renewLeases(database, agents)
  for (const agent of agents) await endLease(agent)

  const counts = await Promise.all([1, 2, 3].map(() => expireLeases(database)))
  assert.equal(counts[0]! + counts[1]! + counts[2]!, 20)

  await Promise.all([
    renewLeases(database, agents),
    renewLeases(database, agents.toReversed()),
    ...agents.map((agent) => choose(agent, 'busy', 'until_changed')),
    expireLeases(database),
  ])
  for (const agent of agents) {
    const told = await changes(agent)
    assert.deepEqual(told.slice(0, 2), ['online', 'offline'])
    assert.equal(told.at(-1), 'busy')
    assert.equal(
      told.every((presence, index) => presence !== told[index - 1]),
      true,
      told.join(' '),
    )
  }
})

test('who is being given a conversation at this moment is taken offline at the next look', async () => {
  const ana = await addAgent()
  await renewLeases(database, [ana])
  await endLease(ana)

  await database.transact(async (tx) => {
    await tx.selectFrom('member').select('id').where('id', '=', ana.memberId).forNoKeyUpdate().execute()
    assert.equal(await expireLeases(database), 0)
  })

  assert.equal(await expireLeases(database), 1)
})

test('who does nothing for the idle time is offline though connected, and is back with the first sign', async () => {
  const ana = await addAgent({ idleMinutes: 5 })
  await renewLeases(database, [ana])
  await choose(ana, 'busy', 'session')
  await idle(ana, 4)
  assert.equal(await expireLeases(database), 0)

  await idle(ana, 5)
  await renewLeases(database, [ana])
  assert.equal(await expireLeases(database), 1)
  await renewLeases(database, [ana])
  assert.deepEqual(await shown(ana), ['offline', 'busy'])

  await noteActivity(database, [ana])
  assert.deepEqual(await shown(ana), ['busy', 'busy'])
  assert.deepEqual(await changes(ana), ['online', 'busy', 'offline', 'busy'])
  assert.equal(await expireLeases(database), 0)
})

test('without an idle time nobody idles, and what a program set never does', async () => {
  const ana = await addAgent()
  await renewLeases(database, [ana])
  await idle(ana, 10_000)
  assert.equal(await expireLeases(database), 0)

  const bot = await addAgent({ idleMinutes: 1 })
  await choose(bot, 'online', 'until_changed')
  await idle(bot, 10_000)
  assert.equal(await expireLeases(database), 0)
  assert.deepEqual(await shown(bot), ['online', 'online'])
})

test('a reload or a second tab makes nobody idle, and coming back after all tabs were closed is activity', async () => {
  const ana = await addAgent({ idleMinutes: 5 })
  await renewLeases(database, [ana])
  await idle(ana, 3)
  await renewLeases(database, [ana])
  await renewLeases(database, [ana])
  assert.equal(await expireLeases(database), 0)

  await idle(ana, 60)
  await endLease(ana)
  assert.equal(await expireLeases(database), 1)
  await renewLeases(database, [ana])
  assert.deepEqual(await shown(ana), ['online', 'online'])
})

test('choosing in the browser is activity; activity alone connects nobody', async () => {
  const ana = await addAgent({ idleMinutes: 5 })
  await noteActivity(database, [ana])
  assert.deepEqual(await shown(ana), ['offline', 'online'])

  await renewLeases(database, [ana])
  await idle(ana, 10)
  await expireLeases(database)
  assert.equal((await choose(ana, 'online', 'session')).presence, 'online')
})

test('one sign is enough for many at once, and is told of once', async () => {
  const ana = await addAgent({ idleMinutes: 5 })
  const connections = new Connections(database, quiet)
  await renewLeases(database, [ana])
  await idle(ana, 10)
  await expireLeases(database)

  await Promise.all([1, 2, 3, 4].map(() => connections.noteActivity(ana)))
  await Promise.all([1, 2, 3, 4].map(() => noteActivity(database, [ana])))

  assert.deepEqual(await changes(ana), ['online', 'offline', 'online'])
})

async function addAgent({ idleMinutes = null }: { idleMinutes?: number | null } = {}): Promise<Key> {
  const { id } = await makeWorkspace(database)
  const { memberId } = await addMember(database, id, { name: 'Ana Agent', role: 'agent' })
  await database.db.updateTable('workspace').set({ idle_minutes: idleMinutes }).where('id', '=', id).execute()
  return { workspaceId: id, memberId }
}

async function idle({ memberId }: Key, minutes: number): Promise<void> {
  await sql`UPDATE presence_lease SET active_at = now() - make_interval(mins => ${minutes})
    WHERE member_id = ${memberId}`.execute(database.db)
}

function choose(key: Key, presence: Presence, lease: LeaseChange, actor?: Actor) {
  const self: Actor = { type: 'member', id: key.memberId }
  return database.transact((tx) => choosePresence(tx, { ...key, presence, actor: actor ?? self, lease }))
}

async function shown({ workspaceId, memberId }: Key) {
  const member = await loadMember(database.db, workspaceId, memberId)
  return [member?.presence, member?.chosenPresence]
}

// What each event says of the presence that counts.
async function changes({ workspaceId, memberId }: Key): Promise<Presence[]> {
  const isOfMember = (event: Event) => event.type === 'member.presence_changed' && event.subjectId === memberId
  const events = (await readLog(database, workspaceId)).filter(isOfMember)
  return events.flatMap(({ data }) => ('member' in data ? data.member.presence : []))
}

async function endLease({ memberId }: Key): Promise<void> {
  await sql`UPDATE presence_lease SET until = now() - interval '1 second' WHERE member_id = ${memberId}`.execute(
    database.db,
  )
}

async function leaseSeconds({ memberId }: Key): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    SELECT CASE WHEN until = 'infinity' THEN 'infinity' ELSE extract(epoch FROM until - now())::float8 END AS seconds
    FROM presence_lease WHERE member_id = ${memberId}`.execute(database.db)
  return Number(rows[0]?.seconds)
}
