import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'
import { deleteChannel } from '@fairlead/sdk'
import { openSecrets } from '../channels/account.ts'
import { connectChannel } from '../channels/connect.ts'
import { newId } from '../db/id.ts'
import { clientOf, openApp, type TestApp } from '../testing/app.ts'
import { accountId } from '../testing/inbound.ts'
import { allMessages, type Scene, secrets, setScene } from '../testing/scene.ts'

let app: TestApp
let scene: Scene

before(async () => {
  app = await openApp()
  scene = await setScene(app.database)
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

test('what is signed is stored before it is answered, and stored once', async () => {
  const body = webhook([textMessage('wamid.1', 'Grüße 😀 </script>')])

  const answers = await Promise.all([post(body), post(body), post(body)])

  for (const answer of answers) assert.deepEqual([answer.status, await answer.text()], [200, ''])
  assert.deepEqual(
    (await allMessages(scene)).map(({ text }) => text),
    ['Grüße 😀 </script>'],
  )
})

test('the signature is over the bytes as they came, however they are escaped', async () => {
  const body = webhook([textMessage('wamid.2', 'Gr\u00fc\u00dfe')]).replace(/[\u0080-\uffff]/g, escapeUnit)
  assert.ok(body.includes('\\u00fc'))

  assert.equal((await post(body)).status, 200)
})

const bad: Readonly<Record<string, (body: string) => Record<string, string>>> = {
  'no signature': () => ({}),
  'an empty signature': () => ({ 'x-hub-signature-256': '' }),
  'a signature of nothing': () => ({ 'x-hub-signature-256': 'sha256=' }),
  'a signature with another secret': (body) => signature(body, 'another secret'),
  'a signature with no secret': (body) => signature(body, ''),
  'a signature over other bytes': (body) => signature(`${body} `),
  'the older signature alone': (body) => ({
    'x-hub-signature': `sha1=${createHmac('sha1', 'app secret').update(body).digest('hex')}`,
  }),
}

for (const [what, headers] of Object.entries(bad)) {
  test(`refuses ${what}`, async () => {
    const body = webhook([textMessage(`wamid.${what}`, 'never')])

    const answer = await post(body, { headers: headers(body) })

    assert.equal(answer.status, 401)
    assert.equal(((await answer.json()) as { code: string }).code, 'bad_signature')
    assert.ok(!(await allMessages(scene)).some(({ text }) => text === 'never'))
  })
}

test('refuses what is no JSON, though signed', async () => {
  for (const body of ['', '{', 'no JSON', webhook([]).slice(0, -1)]) {
    const answer = await post(body)
    assert.deepEqual([answer.status, ((await answer.json()) as { code: string }).code], [400, 'malformed_json'])
  }
})

test('takes JSON that says nothing to us, so that it never comes again', async () => {
  const bodies = [
    'null',
    '[]',
    '"text"',
    '{}',
    '{"object":"page","entry":[]}',
    '{"object":"whatsapp_business_account"}',
    '{"object":"whatsapp_business_account","entry":[null,{},{"changes":[null,{"field":"flows","value":{}}]}]}',
    webhook([{ id: 'wamid.x', from: '447700900001', timestamp: 'soon', type: 'hologram', hologram: {} }]),
    webhook([{}]),
    webhook([], { statuses: [{ id: 'wamid.y', status: 'beamed' }, {}] }),
    webhook([textMessage('wamid.elsewhere', 'for an account that is not connected')], { number: '999999999999999' }),
  ]

  for (const body of bodies) assert.equal((await post(body)).status, 200, body)
  assert.ok(!(await allMessages(scene)).some(({ text }) => text.startsWith('for an account')))
})

test('shows what it does not know as unsupported', async () => {
  await post(webhook([{ id: 'wamid.z', from: '447700900001', timestamp: '1790000000', type: 'poll', poll: {} }]))

  assert.deepEqual((await allMessages(scene)).at(-1)?.content, { unsupported: 'poll' })
})

test('takes a batch of a thousand', async () => {
  const messages = Array.from({ length: 1000 }, (_, index) => ({
    ...textMessage(`wamid.batch${index}`, `Message ${index}`),
    from: `4477009${10_000 + (index % 50)}`,
  }))

  assert.equal((await post(webhook(messages))).status, 200)

  const texts = (await allMessages(scene)).map(({ text }) => text).filter((text) => text.startsWith('Message '))
  assert.equal(new Set(texts).size, 1000)
})

test('what came for another number of the business goes to that number’s channel', async () => {
  const { workspaceId, owner } = scene
  const context = { workspaceId, actor: { type: 'member', id: owner.memberId } as const, secrets, publicUrl: '' }
  const second = await app.database.transact((tx) =>
    connectChannel(tx, context, {
      type: 'whatsapp',
      name: 'Second',
      teamId: null,
      settings: { phoneNumberId: '100000000000002', businessAccountId: '200000000000001', displayPhoneNumber: '' },
      secrets: { accessToken: 'token', appSecret: 'app secret' },
    }),
  )

  await post(webhook([textMessage('wamid.second', 'to the second')], { number: '100000000000002' }))

  const row = await app.database.db
    .selectFrom('message')
    .select('channel_id')
    .where('workspace_id', '=', workspaceId)
    .where('text', '=', 'to the second')
    .executeTakeFirst()
  assert.equal(row?.channel_id, second.id)
})

test('refuses more than a webhook ever is, whether it says so or not', async () => {
  const body = webhook([textMessage('wamid.big', 'x'.repeat(5 * 1024 * 1024))])

  const said = await post(body)
  const unsaid = await post(ReadableStream.from([Buffer.from(body)]), { headers: signature(body) })

  for (const answer of [said, unsaid]) {
    assert.deepEqual([answer.status, ((await answer.json()) as { code: string }).code], [413, 'body_too_large'])
  }
})

test('knows no channel but those that are connected to a provider', async () => {
  const other = await setScene(app.database)
  const owner = await clientOf(app, other.owner)
  await owner.call(deleteChannel, { params: { id: other.whatsapp.channelId } })
  const paths = [
    `whatsapp/${newId()}`,
    'whatsapp/none',
    `whatsapp/${'-'.repeat(36)}`,
    `whatsapp/${scene.webchat.channelId}`,
    `webchat/${scene.webchat.channelId}`,
    `telegram/${scene.whatsapp.channelId}`,
    `constructor/${scene.whatsapp.channelId}`,
    `whatsapp/${other.whatsapp.channelId}`,
  ]

  for (const path of paths) assert.equal((await post('{}', { path })).status, 404, path)
})

test('shakes hands with whoever knows the verify token, and with nobody else', async () => {
  const row = await app.database.db
    .selectFrom('channel')
    .select('secrets')
    .where('id', '=', scene.whatsapp.channelId)
    .executeTakeFirstOrThrow()
  const token = String(openSecrets(secrets, scene.whatsapp.channelId, row.secrets).verifyToken)

  const right = await shake({ 'hub.mode': 'subscribe', 'hub.challenge': '1158201444', 'hub.verify_token': token })
  assert.deepEqual([right.status, await right.text()], [200, '1158201444'])
  assert.match(right.headers.get('content-type') ?? '', /^text\/plain/)
  for (const query of [
    { 'hub.mode': 'subscribe', 'hub.challenge': '1', 'hub.verify_token': 'wrong' },
    { 'hub.mode': 'unsubscribe', 'hub.challenge': '1', 'hub.verify_token': token },
    { 'hub.mode': 'subscribe', 'hub.challenge': '<script>', 'hub.verify_token': token },
    {},
  ]) {
    assert.equal((await shake(query)).status, 403)
  }
})

test('who keeps knocking with wrong signatures has to wait, and right ones still pass', async () => {
  let answer = await post('{}', { headers: {} })
  for (let tries = 0; tries < 40 && answer.status === 401; tries += 1) answer = await post('{}', { headers: {} })

  assert.equal(answer.status, 429)
  assert.ok(Number(answer.headers.get('retry-after')) > 0)
  assert.equal((await post(webhook([textMessage('wamid.after', 'still')]))).status, 200)
})

type Options = { headers?: Record<string, string>; path?: string }

async function post(body: string | ReadableStream, options: Options = {}): Promise<Response> {
  const path = options.path ?? `whatsapp/${scene.whatsapp.channelId}`
  const headers = options.headers ?? signature(String(body))
  return app.fetch(
    new Request(`http://localhost/webhooks/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      ...(typeof body === 'string' ? {} : { duplex: 'half' }),
    }),
  )
}

async function shake(query: Record<string, string>): Promise<Response> {
  return app.fetch(
    new Request(`http://localhost/webhooks/whatsapp/${scene.whatsapp.channelId}?${new URLSearchParams(query)}`),
  )
}

function signature(body: string, secret = 'app secret'): Record<string, string> {
  return { 'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` }
}

function webhook(messages: readonly object[], given: { number?: string; statuses?: readonly object[] } = {}): string {
  const { number = accountId, ...rest } = given
  const value = { messaging_product: 'whatsapp', metadata: { phone_number_id: number }, messages, ...rest }
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '200000000000001', changes: [{ field: 'messages', value }] }],
  })
}

function textMessage(id: string, body: string) {
  return { id, from: '447700900001', timestamp: String(Math.floor(Date.now() / 1000)), type: 'text', text: { body } }
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}
