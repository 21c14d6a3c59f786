import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createPeople } from '../auth/people.ts'
import { install } from '../setup/install.ts'
import { openApp, type TestApp } from '../testing/app.ts'
import { secrets } from '../testing/scene.ts'

const owner = { name: 'Olga Owner', email: 'olga@example.com', password: 'an invented pass phrase' }

let app: TestApp

before(async () => {
  app = await openApp({ trustedProxies: 1 })
  const people = createPeople(app.database.db, { publicUrl: 'http://localhost:3000' }, secrets.sessionSecret)
  await install(app.database, people, { workspaceName: 'Example Shop', ...owner })
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

test('a password opens a session, in a cookie no script and no other site can use', async () => {
  const signedIn = await signIn(owner)
  assert.equal(signedIn.status, 200)
  const cookie = signedIn.headers.get('set-cookie') ?? ''
  assert.match(cookie, /HttpOnly/i)
  assert.match(cookie, /SameSite=Strict/i)

  const session = cookie.split(';')[0]!
  assert.equal((await ask('GET', '/api/v1/me', { cookie: session })).status, 200)
  assert.equal((await ask('POST', '/api/auth/sign-out', { cookie: session })).status, 200)
  assert.equal((await ask('GET', '/api/v1/me', { cookie: session })).status, 401)
})

test('with a session, only our own pages may change anything', async () => {
  const cookie = (await signIn(owner)).headers.get('set-cookie')!.split(';')[0]!
  const patch = (headers: Record<string, string>) =>
    ask('PATCH', '/api/v1/workspace', { cookie, 'content-type': 'application/json', ...headers }, '{"reopenHours":24}')

  assert.equal((await patch({ 'sec-fetch-site': 'same-origin' })).status, 200)
  assert.equal((await patch({ origin: 'http://localhost' })).status, 200)
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'http://localhost:8080' },
    { origin: 'null' },
  ]) {
    const { status } = await patch(headers)
    assert.equal(status, 403, JSON.stringify(headers))
  }
  assert.equal((await ask('POST', '/api/auth/sign-out', { cookie, 'sec-fetch-site': 'cross-site' })).status, 403)
})

test('a session opens the workspaces one is in, and no other', async () => {
  const cookie = (await signIn(owner)).headers.get('set-cookie')!.split(';')[0]!

  for (const wanted of [crypto.randomUUID(), 'x', '%00']) {
    assert.equal((await ask('GET', `/api/v1/me?workspace=${wanted}`, { cookie })).status, 401, wanted)
    assert.equal((await ask('GET', '/api/v1/me', { cookie, 'fairlead-workspace': wanted })).status, 401, wanted)
  }
})

test('a wrong password says so, and after some the door is shut for a while', async () => {
  const from = { 'x-forwarded-for': '203.0.113.7' }
  const statuses: number[] = []
  for (let tries = 0; tries < 12; tries += 1) {
    statuses.push((await signIn({ ...owner, password: `wrong ${tries}` }, from)).status)
  }
  const shut = await signIn(owner, from)

  assert.deepEqual(statuses.slice(0, 10), Array(10).fill(401))
  assert.deepEqual([...statuses.slice(10), shut.status], [429, 429, 429])
  assert.ok(Number(shut.headers.get('retry-after')) > 0)
  assert.equal(((await shut.json()) as { code: string }).code, 'too_many_requests')
})

test('an unknown e-mail is answered like a wrong password', async () => {
  const answers = [
    await signIn({ email: 'nobody@example.com', password: 'whatever it is' }, { 'x-forwarded-for': '203.0.113.8' }),
    await signIn({ email: 'nobody2@example.com', password: 'whatever it is' }, { 'x-forwarded-for': '203.0.113.9' }),
  ]
  for (const response of answers) {
    assert.deepEqual([response.status, ((await response.json()) as { code: string }).code], [401, 'wrong_password'])
  }
})

test('nobody signs up by themselves, and what has no page has no door', async () => {
  const body = JSON.stringify({ name: 'Eve', email: 'eve@example.com', password: 'an invented pass phrase' })
  for (const path of [
    'sign-up/email',
    'update-user',
    'delete-user',
    'change-email',
    'sign-in/social',
    'reset-password',
  ]) {
    const { status } = await ask('POST', `/api/auth/${path}`, { 'content-type': 'application/json' }, body)
    assert.equal(status, 404, path)
  }
})

test('what is no sign-in is refused in the words of a problem', async () => {
  for (const body of ['', '{', '[]', '{"email":1}', '{"email":"x","password":"y"}']) {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.10' }
    const response = await ask('POST', '/api/auth/sign-in/email', headers, body)
    assert.ok([400, 401].includes(response.status), `${body} was answered ${response.status}`)
    assert.equal(response.headers.get('content-type'), 'application/problem+json')
  }
})

function signIn(
  { email, password }: { email: string; password: string },
  headers: Record<string, string> = { 'x-forwarded-for': '198.51.100.1' },
): Promise<Response> {
  const body = JSON.stringify({ email, password })
  return ask('POST', '/api/auth/sign-in/email', { 'content-type': 'application/json', ...headers }, body)
}

async function ask(method: string, path: string, headers: Record<string, string>, body?: string): Promise<Response> {
  return app.fetch(
    new Request(`http://localhost${path}`, {
      method,
      headers: { host: 'localhost', ...headers },
      ...(body === undefined ? {} : { body }),
    }),
  )
}
