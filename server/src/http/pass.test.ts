import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { pino } from 'pino'
import type { OpenStream } from '../events/stream.ts'
import { Wheel } from '../events/wheel.ts'
import { openApp, type TestApp } from '../testing/app.ts'
import { apiKeyOf, type Scene, setScene } from '../testing/scene.ts'
import type { Caller } from './endpoint.ts'
import { passes } from './pass.ts'

let app: TestApp
let scene: Scene

before(async () => {
  app = await openApp()
  scene = await setScene(app.database, { agents: ['Ana Agent', 'Ben Agent', 'Cleo Agent'] })
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

test('a stream stays while its key is good, and goes when it was revoked', async () => {
  const [ana, ben] = [await withKey(scene.agents[0]!), await withKey(scene.agents[1]!)]
  const streams = [open(ana), open(ben)]

  await check(streams)
  assert.deepEqual(streams.map(isOpen), [true, true])
  await app.database.db.deleteFrom('api_key').where('id', '=', ben.credentialId!).execute()
  await check(streams)

  assert.deepEqual(streams.map(isOpen), [true, false])
})

test('a stream goes when its session has ended, or its member was deactivated', async () => {
  const [ana, ben, cleo] = await Promise.all(scene.agents.map((agent) => withSession(agent)))
  const streams = [open(ana!), open(ben!), open(cleo!)]
  await app.database.pool.query('UPDATE session SET expires_at = now() WHERE id = $1', [ben!.credentialId])
  await app.database.pool.query('UPDATE member SET deactivated_at = now() WHERE id = $1', [cleo!.memberId])

  await check(streams)

  assert.deepEqual(streams.map(isOpen), [true, false, false])
})

test('all who came in alike are asked about at once', async () => {
  const callers = await Promise.all(scene.agents.slice(0, 2).map((agent) => withSession(agent)))
  const passOf = passes(app.database.db)

  assert.equal(passOf(callers[0]!)?.check, passOf(callers[1]!)?.check)
})

const passOf = (caller: Caller) => passes(app.database.db)(caller)

function open(caller: Caller): OpenStream & { isOpen: boolean } {
  return {
    isOpen: true,
    pass: passOf(caller),
    beat: () => undefined,
    end() {
      this.isOpen = false
    },
  }
}

function isOpen(stream: { isOpen: boolean }): boolean {
  return stream.isOpen
}

async function check(streams: readonly OpenStream[]): Promise<void> {
  await new Wheel(pino({ level: 'silent' })).check(streams)
}

async function withKey(caller: Caller): Promise<Caller> {
  await apiKeyOf(scene, caller)
  const { id } = await app.database.db
    .selectFrom('api_key')
    .select('id')
    .where('member_id', '=', caller.memberId)
    .executeTakeFirstOrThrow()
  return { ...caller, via: 'api_key', credentialId: id }
}

async function withSession(caller: Caller): Promise<Caller> {
  const { rows } = await app.database.pool.query<{ id: string }>(
    `INSERT INTO session (id, person_id, token, expires_at)
     VALUES (gen_random_uuid(), $1, $2, now() + interval '1 day') RETURNING id`,
    [caller.personId, randomUUID()],
  )
  return { ...caller, via: 'session', credentialId: rows[0]!.id }
}
