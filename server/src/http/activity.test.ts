import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { postActivity } from '@fairlead/sdk'
import { sql } from 'kysely'
import { createPeople } from '../auth/people.ts'
import { expireLeases, renewLeases } from '../members/presence.ts'
import { loadMember } from '../members/queries.ts'
import { install } from '../setup/install.ts'
import { clientOf, openApp, type TestApp } from '../testing/app.ts'
import { type Scene, secrets, setScene } from '../testing/scene.ts'

let app: TestApp

before(async () => {
  app = await openApp()
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

test('what a person does in the app is a sign, and what the page does by itself is none', async () => {
  const person = { name: 'Olga Owner', email: 'olga@example.com', password: 'an invented pass phrase' }
  const people = createPeople(app.database.db, { publicUrl: 'http://localhost:3000' }, secrets.sessionSecret)
  const { workspaceId, memberId } = await install(app.database, people, { workspaceName: 'Example Shop', ...person })
  const signedIn = await ask('POST', '/api/auth/sign-in/email', '', { email: person.email, password: person.password })
  const cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!
  const idler = { workspaceId, memberId }
  await renewLeases(app.database, [idler])
  await goIdle(idler)

  await ask('GET', '/api/v1/me', cookie)
  await ask('PUT', `/api/v1/conversations/${crypto.randomUUID()}/read`, cookie)
  assert.equal((await loadMember(app.database.db, workspaceId, memberId))?.presence, 'offline')

  await ask('PATCH', '/api/v1/workspace', cookie, { name: 'Example Shop' })
  assert.equal((await loadMember(app.database.db, workspaceId, memberId))?.presence, 'online')
})

test('a sign of activity brings back who was idle', async () => {
  const scene = await setScene(app.database)
  await beIdle(scene)
  assert.equal(await presenceOf(scene), 'offline')

  await (await clientOf(app, scene.agents[0]!)).call(postActivity, {})

  assert.equal(await presenceOf(scene), 'online')
})

async function ask(method: string, path: string, cookie: string, body?: unknown): Promise<Response> {
  return app.fetch(
    new Request(`http://localhost${path}`, {
      method,
      headers: { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  )
}

async function beIdle({ agents }: Scene): Promise<void> {
  await goIdle(agents[0]!)
}

async function goIdle({ workspaceId, memberId }: { workspaceId: string; memberId: string }): Promise<void> {
  const { db } = app.database
  await sql`UPDATE workspace SET idle_minutes = 5 WHERE id = ${workspaceId}`.execute(db)
  await sql`UPDATE presence_lease SET until = now() + interval '1 minute', active_at = now() - interval '6 minutes'
    WHERE member_id = ${memberId}`.execute(db)
  await expireLeases(app.database)
}

async function presenceOf({ workspaceId, agents }: Scene) {
  return (await loadMember(app.database.db, workspaceId, agents[0]!.memberId))?.presence
}
