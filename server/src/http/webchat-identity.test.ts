import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'
import { deleteChannel, getContact, listChannels, patchChannel, patchContact } from '@fairlead/sdk'
import { clientOf, openApp, type TestApp } from '../testing/app.ts'
import { allConversations, onlyConversation, type Scene, setScene } from '../testing/scene.ts'
import { visitsTo } from '../testing/visit.ts'

let app: TestApp
let doors: ReturnType<typeof visitsTo>

before(async () => {
  app = await openApp({ trustedProxies: 1 })
  doors = visitsTo(app)
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

test('a token opens its own channel and nothing else', async () => {
  const scene = await setScene(app.database)
  const other = await setScene(app.database)
  const visitor = await doors.visit(scene)
  const stranger = await doors.visit(scene)
  await visitor.say({ text: 'Hello' })
  const token = visitor.session.visitorToken
  const [body = '', mac = ''] = token.split('.')
  const forged = Buffer.from(Buffer.from(body, 'base64url').toString().replace('visitor:', 'user:')).toString(
    'base64url',
  )

  assert.equal((await doors.ask(other, 'GET', 'messages', token)).status, 401)
  for (const wrong of ['', 'x', `${token}x`, `${forged}.${mac}`, `${body}.`, body, '..', 'null.null']) {
    assert.equal((await doors.ask(scene, 'GET', 'messages', wrong)).status, 401, wrong)
  }
  const { messages } = (await (await stranger.ask('GET', 'messages')).json()) as { messages: object[] }
  assert.deepEqual(messages, [])
  const elsewhere = await doors.visit(other, { visitorToken: token })
  assert.deepEqual(elsewhere.session.messages, [])
})

test('there is no chat where none is connected', async () => {
  const scene = await setScene(app.database)
  const client = await clientOf(app, scene.owner)
  for (const id of [crypto.randomUUID(), 'x', '-'.repeat(36), scene.whatsapp.channelId]) {
    const response = await app.fetch(
      new Request(`http://localhost/webchat/${id}/session`, { method: 'POST', body: '{}' }),
    )
    assert.equal(response.status, 404, id)
  }
  const visitor = await doors.visit(scene)
  await client.call(deleteChannel, { params: { id: scene.webchat.channelId } })
  assert.equal((await visitor.ask('GET', 'messages')).status, 404)
})

test('a customer who is signed for is the same on every device, and verified', async () => {
  const scene = await setScene(app.database)
  const identity = { ...(await sign(scene, 'customer-7')), name: 'Mara Muster', email: 'Mara@Example.com' }
  const phone = await doors.visit(scene, { identity })
  await phone.say({ text: 'from the phone' })

  const laptop = await doors.visit(scene, { identity })

  assert.deepEqual(
    laptop.session.messages.map(({ text }) => text),
    ['from the phone'],
  )
  const client = await clientOf(app, scene.owner)
  const contact = await client.call(getContact, { params: { id: (await onlyConversation(scene)).contact.id } })
  assert.deepEqual([contact.name, contact.email], ['Mara Muster', 'mara@example.com'])
  assert.deepEqual(
    contact.identities.map(({ address, isVerified }) => [address, isVerified]),
    [['user:customer-7', true]],
  )
})

test('an e-mail address that they tell later is kept, beside one that members wrote down', async () => {
  const scene = await setScene(app.database)
  const client = await clientOf(app, scene.owner)
  const visitor = await doors.visit(scene)
  await visitor.say({ text: 'Hello' })
  const params = { id: (await onlyConversation(scene)).contact.id }
  const tell = async (email: string) => {
    const { visitorToken } = visitor.session
    await (await doors.visit(scene, { visitorToken, identity: { userId: 'customer-7', email } })).say({ text: 'Me' })
    const { identities, ...contact } = await client.call(getContact, { params })
    return [contact.email, ...identities.map((identity) => identity.email)]
  }

  assert.deepEqual(await tell('Mara@Example.com'), ['mara@example.com', 'mara@example.com'])
  await client.call(patchContact, { params, body: { email: 'office@example.com' } })
  assert.deepEqual(await tell('muster@example.com'), ['office@example.com', 'muster@example.com'])
})

test('a wrong signature is refused, and none makes an anonymous visitor with a name', async () => {
  const scene = await setScene(app.database)
  const { hash } = await sign(scene, 'customer-7')

  for (const wrong of [hash.slice(1), `${hash}00`, hash.replace(/./g, '0'), 'not hex', 'z'.repeat(64)]) {
    assert.equal((await doors.begin(scene, { identity: { userId: 'customer-7', hash: wrong } })).status, 401, wrong)
  }
  assert.equal((await doors.begin(scene, { identity: { userId: 'customer-8', hash } })).status, 401)
  const visitor = await doors.visit(scene, { identity: { userId: 'customer-7', name: 'Mara Muster' } })
  await visitor.say({ text: 'Hello' })
  assert.equal((await onlyConversation(scene)).contact.name, 'Mara Muster')
  const real = await doors.visit(scene, { identity: await sign(scene, 'customer-7') })
  assert.deepEqual(real.session.messages, [])
})

test('where visitors must be identified, nobody else comes in, not with an earlier token either', async () => {
  const scene = await setScene(app.database)
  const early = await doors.visit(scene)
  const client = await clientOf(app, scene.owner)
  const params = { id: scene.webchat.channelId }
  await client.call(patchChannel, { params, body: { settings: { requireIdentity: true } } })

  assert.equal((await doors.begin(scene, {})).status, 401)
  assert.equal((await doors.begin(scene, { identity: { userId: 'customer-7' } })).status, 401)
  assert.equal((await doors.begin(scene, { visitorToken: early.session.visitorToken })).status, 401)
  assert.equal((await early.ask('GET', 'messages')).status, 401)
  const signed = await doors.visit(scene, { identity: await sign(scene, 'customer-7') })
  assert.equal((await doors.begin(scene, { visitorToken: signed.session.visitorToken })).status, 200)
})

test('whoever signs in keeps what they wrote before; the token of before opens it no more', async () => {
  const scene = await setScene(app.database)
  const anonymous = await doors.visit(scene)
  await anonymous.say({ text: 'before' })
  const following = anonymous.follow()

  const { visitorToken } = anonymous.session
  const user = await doors.visit(scene, { visitorToken, identity: await sign(scene, 'customer-7') })

  assert.deepEqual(
    user.session.messages.map(({ text }) => text),
    ['before'],
  )
  await user.say({ text: 'after, in private' })
  assert.ok(
    !(await following.rest()).some((event) => event.type === 'message' && event.message.text.includes('private')),
  )
  const { session } = await doors.visit(scene, { visitorToken })
  assert.deepEqual(session.messages, [])
  assert.equal((await onlyConversation(scene)).unreadCount, 2)
})

test('an anonymous visitor is never merged into a user who is known already', async () => {
  const scene = await setScene(app.database)
  const identity = await sign(scene, 'customer-7')
  await (await doors.visit(scene, { identity })).say({ text: 'as a user' })
  const anonymous = await doors.visit(scene)
  await anonymous.say({ text: 'as a stranger' })

  const { session } = await doors.visit(scene, { identity, visitorToken: anonymous.session.visitorToken })

  assert.deepEqual(
    session.messages.map(({ text }) => text),
    ['as a user'],
  )
  assert.equal((await allConversations(scene)).length, 2)
})

async function sign(scene: Scene, userId: string): Promise<{ userId: string; hash: string }> {
  const client = await clientOf(app, scene.owner)
  const { data } = await client.call(listChannels, {})
  const channel = data.find(({ id }) => id === scene.webchat.channelId)
  assert.ok(channel?.type === 'webchat' && channel.identitySecret)
  return { userId, hash: createHmac('sha256', channel.identitySecret).update(userId).digest('hex') }
}
