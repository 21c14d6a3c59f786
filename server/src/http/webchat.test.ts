import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import {
  closeConversation,
  getContact,
  patchChannel,
  patchWorkspace,
  postAttachment,
  postMessage,
  postNote,
  putAssignment,
  readConversation,
  reopenConversation,
  type VisitorMessage,
} from '@fairlead/sdk'
import { clientOf, openApp, type TestApp } from '../testing/app.ts'
import { allConversations, allMessages, onlyConversation, type Scene, setScene } from '../testing/scene.ts'
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

test('somebody who only looks is nobody yet; the first word makes the contact', async () => {
  const scene = await setScene(app.database)
  const visitor = await doors.visit(scene)
  assert.deepEqual([visitor.session.messages, visitor.session.unreadCount, visitor.session.assignee], [[], 0, null])
  assert.deepEqual(await allConversations(scene), [])

  const message = await visitor.say({ text: 'Hello' })

  assert.deepEqual([message.author.type, message.text, message.isRead], ['contact', 'Hello', false])
  const { contact } = await onlyConversation(scene)
  const client = await clientOf(app, scene.owner)
  const { identities } = await client.call(getContact, { params: { id: contact.id } })
  assert.deepEqual(
    identities.map(({ isVerified }) => isVerified),
    [false],
  )
})

test('the page to try it on, and a visitor without a name, speak as the workspace', async () => {
  const scene = await setScene(app.database)
  const client = await clientOf(app, scene.owner)
  await client.call(patchWorkspace, { body: { language: 'vi' } })

  const page = await app.fetch(new Request(`http://localhost/webchat/${scene.webchat.channelId}/test`))
  await (await doors.visit(scene)).say({ text: 'Xin chào' })

  assert.match(await page.text(), /<html lang="vi">[\s\S]*trang thử/)
  assert.match((await onlyConversation(scene)).contact.name, /^Khách /)
})

test('comes back to what was said, with the token', async () => {
  const scene = await setScene(app.database)
  const visitor = await doors.visit(scene)
  await visitor.say({ text: 'Hello' })
  await answer(scene, 'How can I help?')

  const { session } = await doors.visit(scene, { visitorToken: visitor.session.visitorToken })

  assert.deepEqual(
    session.messages.map(({ author, text }) => [author.type, text]),
    [
      ['contact', 'Hello'],
      ['member', 'How can I help?'],
    ],
  )
  assert.equal(session.unreadCount, 1)
})

test('pages back through what was said', async () => {
  const scene = await setScene(app.database)
  const visitor = await doors.visit(scene)
  await visitor.say({ text: 'Hello' })
  for (let each = 0; each < 60; each += 1) await answer(scene, `Line ${each}`)

  const { session } = await doors.visit(scene, { visitorToken: visitor.session.visitorToken })
  const older = await visitor.ask('GET', `messages?before=${session.messages[0]!.id}`)
  const page = (await older.json()) as { messages: VisitorMessage[]; hasOlder: boolean }

  assert.deepEqual([session.messages.length, session.hasOlder], [40, true])
  assert.deepEqual([page.messages.length, page.hasOlder, page.messages[0]?.text], [21, false, 'Hello'])
  assert.equal((await visitor.ask('GET', 'messages?before=x')).status, 400)
})

test('the same clientId is stored once, however often it is sent', async () => {
  const scene = await setScene(app.database)
  const visitor = await doors.visit(scene)

  const answers = await Promise.all(Array.from({ length: 5 }, () => visitor.say({ clientId: 'client-1', text: 'Hi' })))

  assert.equal(new Set(answers.map(({ id }) => id)).size, 1)
  assert.equal((await allMessages(scene)).length, 1)
})

test('a burst of a new visitor makes one conversation', async () => {
  const scene = await setScene(app.database)
  const visitor = await doors.visit(scene)

  await Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => visitor.say({ text })))

  assert.equal((await onlyConversation(scene)).unreadCount, 5)
})

test('refuses what is no message', async () => {
  const scene = await setScene(app.database)
  const visitor = await doors.visit(scene)
  const post = (body: object) => visitor.ask('POST', 'messages', { clientId: crypto.randomUUID(), ...body })

  assert.equal((await post({ text: ' ' })).status, 422)
  assert.equal((await post({ text: 'x'.repeat(10_001) })).status, 400)
  assert.equal((await post({ text: 'x', clientId: 'short' })).status, 400)
  assert.equal((await post({ text: 'x', attachmentIds: [crypto.randomUUID()] })).status, 422)
  assert.equal((await visitor.ask('POST', 'messages', '{')).status, 400)
  assert.equal((await visitor.ask('POST', 'messages', '['.repeat(200_000))).status, 400)
  assert.equal((await visitor.ask('POST', 'messages', 'x'.repeat(3e6))).status, 413)
  assert.equal((await visitor.ask('POST', 'messages', '{}', { 'content-type': 'multipart/form-data' })).status, 400)
  assert.deepEqual(await allMessages(scene), [])
})

test('stores strange characters as far as they can be stored', async () => {
  const scene = await setScene(app.database)
  const visitor = await doors.visit(scene)

  await visitor.say({ text: 'a\0b\ud800c <b>', clientId: 'client\0-12345' })

  assert.equal((await allMessages(scene))[0]?.text, 'ab\ufffdc <b>')
})

test('notes are never seen, not even in a quote', async () => {
  const scene = await setScene(app.database)
  const visitor = await doors.visit(scene)
  await visitor.say({ text: 'Hello' })
  const following = visitor.follow()
  const { id } = await onlyConversation(scene)
  const client = await clientOf(app, scene.agents[0]!)
  const note = await client.call(postNote, { params: { id }, body: { text: 'a secret' } })

  await assert.rejects(
    client.call(postMessage, { params: { id }, body: { text: 'Yes', replyToId: note.id } }),
    /no such message/,
  )
  await answer(scene, 'How can I help?')

  const { session } = await doors.visit(scene, { visitorToken: visitor.session.visitorToken })
  assert.ok(!JSON.stringify(session).includes('secret'))
  const told = await following.until((event) => event.type === 'message' && event.message.text === 'How can I help?')
  assert.ok(!JSON.stringify(told).includes('secret'))
})

test('a visitor quotes what is theirs, and nothing else', async () => {
  const scene = await setScene(app.database)
  const visitor = await doors.visit(scene)
  const other = await doors.visit(scene)
  const { id: foreign } = await other.say({ text: 'somebody else’s' })
  const { id: own } = await visitor.say({ text: 'mine' })

  assert.equal((await visitor.say({ text: 'Yes', replyToId: own })).replyTo?.text, 'mine')
  assert.equal((await visitor.say({ text: 'No', replyToId: foreign })).replyTo, null)
})

test('what is followed live equals what a new session finds', async () => {
  const scene = await setScene(app.database)
  const client = await clientOf(app, scene.owner)
  const visitor = await doors.visit(scene)
  const following = visitor.follow()
  await visitor.say({ text: 'Hello' })
  await app.queues.settled()
  const params = { id: (await onlyConversation(scene)).id }

  const steps: Readonly<Record<string, () => Promise<unknown>>> = {
    nothing: async () => undefined,
    read: () => client.call(readConversation, { params }),
    answer: () => answer(scene, 'How can I help?'),
    'visitor reads': () => visitor.ask('PUT', 'read'),
    'visitor writes': () => visitor.say({ text: 'My boots leak' }),
    'reply without reading': () => answer(scene, 'Oh no'),
    reassign: () => client.call(putAssignment, { params, body: { memberId: scene.owner.memberId } }),
    close: () => client.call(closeConversation, { params }),
    'reopen by a member': () => client.call(reopenConversation, { params }),
    'close again': () => client.call(closeConversation, { params }),
    'reopen by the visitor': () => visitor.say({ text: 'It leaks again' }),
  }
  for (const [what, step] of Object.entries(steps)) {
    await step()
    await app.queues.settled()
    await answer(scene, `Done: ${what}`).catch(() => undefined)

    const { session } = await doors.visit(scene, { visitorToken: visitor.session.visitorToken })
    const { messages, assignee, unreadCount } = session
    const afresh = { messages, assignee, unreadCount }
    for (let tries = 0; tries < 500 && !isDeepStrictEqual(following.state(), afresh); tries += 1) await setTimeout(30)
    assert.deepEqual(following.state(), afresh, what)
  }
})

test('a stream goes on from its cursor, and refuses one that never was', async () => {
  const scene = await setScene(app.database)
  const visitor = await doors.visit(scene)
  await visitor.say({ text: 'Hello' })
  await answer(scene, 'How can I help?')

  const again = visitor.follow()
  const told = await again.until((event) => event.type === 'unread')
  assert.deepEqual(
    told.flatMap((event) => (event.type === 'message' ? event.message.text : [])),
    ['Hello', 'Hello', 'How can I help?'],
  )
  for (const [after, status] of [
    ['', 200],
    ['x', 400],
    ['-1', 400],
    ['1.5', 400],
    ['999999', 410],
  ] as const) {
    const response = await visitor.ask('GET', `events?after=${after}`)
    await response.body?.cancel()
    assert.equal(response.status, status, after)
  }
})

test('a stream that breaks off in the middle of an event goes on with all of it', async () => {
  const scene = await setScene(app.database)
  const visitor = await doors.visit(scene)
  await visitor.say({ text: 'Hello' })
  await answer(scene, 'How can I help?')
  const whole = await readUntilUnread(await visitor.ask('GET', `events?after=${visitor.session.cursor}`))
  await answer(scene, 'Is it about your order?')

  for (const [index, { id }] of whole.entries()) {
    const rest = await readUntilUnread(await visitor.ask('GET', `events?after=${id}`))
    const told = new Set([...whole.slice(0, index + 1), ...rest].map(({ data }) => data))
    // How many are unread is told as it is by then.
    const missed = whole.filter(({ data }) => !data.includes('"type":"unread"') && !told.has(data))
    assert.deepEqual(missed, [], `after ${index + 1} of ${whole.length}`)
  }
})

test('a stream from before the oldest event that is kept is refused', async () => {
  const scene = await setScene(app.database)
  const visitor = await doors.visit(scene)
  await visitor.say({ text: 'Hello' })
  await app.database.db
    .updateTable('event_sequence')
    .set({ dropped: 2 })
    .where('workspace_id', '=', scene.workspaceId)
    .execute()

  for (const [after, status] of [
    ['0', 410],
    ['1', 410],
    ['2', 200],
  ] as const) {
    const response = await visitor.ask('GET', `events?after=${after}`)
    await response.body?.cancel()
    assert.equal(response.status, status, after)
  }
})

test('a file is its uploader’s until it is sent, and then the conversation’s', async () => {
  const scene = await setScene(app.database)
  const visitor = await doors.visit(scene)
  const stranger = await doors.visit(scene)
  const { id } = await visitor.upload('boots.txt', 'text/plain', 'they leak')

  assert.equal(await (await visitor.ask('GET', `attachments/${id}`)).text(), 'they leak')
  assert.equal((await stranger.ask('GET', `attachments/${id}`)).status, 404)
  const clientId = crypto.randomUUID()
  assert.equal((await stranger.ask('POST', 'messages', { clientId, attachmentIds: [id] })).status, 422)

  await visitor.say({ attachmentIds: [id] })
  assert.equal((await visitor.ask('GET', `attachments/${id}`)).status, 200)
  assert.equal((await stranger.ask('GET', `attachments/${id}`)).status, 404)
  assert.equal((await visitor.ask('POST', 'messages', { clientId, attachmentIds: [id] })).status, 422)
})

test('a file in a note is for members', async () => {
  const scene = await setScene(app.database)
  const visitor = await doors.visit(scene)
  await visitor.say({ text: 'Hello' })
  const form = new FormData()
  form.append('file', new File(['secret'], 'secret.txt', { type: 'text/plain' }))
  const key = await clientOf(app, scene.agents[0]!)
  const { id } = await key.call(postAttachment, { body: form })
  const params = { id: (await onlyConversation(scene)).id }
  await key.call(postNote, { params, body: { text: 'see', attachmentIds: [id] } })

  assert.equal((await visitor.ask('GET', `attachments/${id}`)).status, 404)
})

test('who knocks too often has to wait, and hears how long', async () => {
  const scene = await setScene(app.database)
  const visitor = await doors.visit(scene)
  let response: Response | undefined
  for (let tries = 0; tries < 40; tries += 1) {
    response = await visitor.ask('POST', 'messages', { clientId: crypto.randomUUID(), text: 'x' })
    if (response.status !== 201) break
  }
  assert.equal(response?.status, 429)
  const wait = Number(response.headers.get('retry-after'))
  assert.ok(wait > 0 && wait <= 30)
  assert.equal((await (await doors.visit(scene)).ask('GET', 'messages')).status, 200)

  const statuses = []
  for (let tries = 0; tries < 61; tries += 1) statuses.push((await doors.begin(scene, {}, '203.0.113.250')).status)
  assert.deepEqual([statuses[0], statuses.at(-1)], [200, 429])
})

test('streams are for a few tabs, and are given back', async () => {
  const scene = await setScene(app.database)
  const visitor = await doors.visit(scene)
  const open = await Promise.all(Array.from({ length: 10 }, () => visitor.ask('GET', 'events?after=0')))

  assert.equal((await visitor.ask('GET', 'events?after=0')).status, 429)
  for (const { body } of open) await body?.cancel()
  for (let tries = 0; tries < 12; tries += 1) {
    assert.equal((await visitor.ask('HEAD', 'events?after=0')).status, 200)
  }
  const again = await visitor.ask('GET', 'events?after=0')
  await again.body?.cancel()
  assert.equal(again.status, 200)
})

test('the frame stands on trusted pages only', async () => {
  const scene = await setScene(app.database)
  const client = await clientOf(app, scene.owner)
  const frame = () => app.fetch(new Request(`http://localhost/webchat/${scene.webchat.channelId}/frame`))
  assert.match((await frame()).headers.get('content-security-policy') ?? '', /frame-ancestors \*$/)

  const settings = { trustedOrigins: ['https://shop.example'], title: '<script>alert(1)</script>' }
  await client.call(patchChannel, { params: { id: scene.webchat.channelId }, body: { settings } })

  const response = await frame()
  assert.match(response.headers.get('content-security-policy') ?? '', /frame-ancestors 'self' https:\/\/shop\.example$/)
  assert.ok(!(await response.text()).includes('<script>alert'))
})

async function answer(scene: Scene, text: string): Promise<void> {
  const { id } = await onlyConversation(scene)
  const client = await clientOf(app, scene.agents[0]!)
  await client.call(postMessage, { params: { id }, body: { text } })
}

async function readUntilUnread(response: Response): Promise<{ id: string; data: string }[]> {
  let text = ''
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk
    if (/^event: unread\n.*\n\n/m.test(text)) break
  }
  return [...text.matchAll(/^id: (\d+)\nevent: \w+\ndata: (.*)\n\n/gm)].map(([, id = '', data = '']) => ({ id, data }))
}
