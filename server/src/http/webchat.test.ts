import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'
import {
  closeConversation,
  deleteChannel,
  getContact,
  listChannels,
  patchChannel,
  postMessage,
  postNote,
  putAssignment,
  readConversation,
  reopenConversation,
  type SessionRequest,
  type SessionResponse,
  type VisitorEvent,
  type VisitorMessage,
  type VisitorPost,
} from '@fairlead/sdk'
import { clientOf, openApp, type TestApp } from '../testing/app.ts'
import { allConversations, allMessages, onlyConversation, type Scene, setScene } from '../testing/scene.ts'

let app: TestApp
let visits = 0

before(async () => {
  // Each visit has an address of its own, or they would share their limits.
  app = await openApp({ trustedProxies: 1 })
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

test('somebody who only looks is nobody yet; the first word makes the contact', async () => {
  const scene = await setScene(app.database)
  const visitor = await visit(scene)
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

test('comes back to what was said, with the token', async () => {
  const scene = await setScene(app.database)
  const visitor = await visit(scene)
  await visitor.say({ text: 'Hello' })
  await answer(scene, 'How can I help?')

  const { session } = await visit(scene, { visitorToken: visitor.session.visitorToken })

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
  const visitor = await visit(scene)
  await visitor.say({ text: 'Hello' })
  for (let each = 0; each < 60; each += 1) await answer(scene, `Line ${each}`)

  const { session } = await visit(scene, { visitorToken: visitor.session.visitorToken })
  const older = await visitor.ask('GET', `messages?before=${session.messages[0]!.id}`)
  const page = (await older.json()) as { messages: VisitorMessage[]; hasOlder: boolean }

  assert.deepEqual([session.messages.length, session.hasOlder], [40, true])
  assert.deepEqual([page.messages.length, page.hasOlder, page.messages[0]?.text], [21, false, 'Hello'])
  assert.equal((await visitor.ask('GET', 'messages?before=x')).status, 400)
})

test('the same clientId is stored once, however often it is sent', async () => {
  const scene = await setScene(app.database)
  const visitor = await visit(scene)

  const answers = await Promise.all(Array.from({ length: 5 }, () => visitor.say({ clientId: 'client-1', text: 'Hi' })))

  assert.equal(new Set(answers.map(({ id }) => id)).size, 1)
  assert.equal((await allMessages(scene)).length, 1)
})

test('a burst of a new visitor makes one conversation', async () => {
  const scene = await setScene(app.database)
  const visitor = await visit(scene)

  await Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => visitor.say({ text })))

  assert.equal((await onlyConversation(scene)).unreadCount, 5)
})

test('refuses what is no message', async () => {
  const scene = await setScene(app.database)
  const visitor = await visit(scene)
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
  const visitor = await visit(scene)

  await visitor.say({ text: 'a\0b\ud800c <b>', clientId: 'client\0-12345' })

  assert.equal((await allMessages(scene))[0]?.text, 'ab\ufffdc <b>')
})

test('a token opens its own channel and nothing else', async () => {
  const scene = await setScene(app.database)
  const other = await setScene(app.database)
  const visitor = await visit(scene)
  const stranger = await visit(scene)
  await visitor.say({ text: 'Hello' })
  const token = visitor.session.visitorToken
  const [body = '', mac = ''] = token.split('.')
  const forged = Buffer.from(Buffer.from(body, 'base64url').toString().replace('visitor:', 'user:')).toString(
    'base64url',
  )

  assert.equal((await ask(other, 'GET', 'messages', token)).status, 401)
  for (const wrong of ['', 'x', `${token}x`, `${forged}.${mac}`, `${body}.`, body, '..', 'null.null']) {
    assert.equal((await ask(scene, 'GET', 'messages', wrong)).status, 401, wrong)
  }
  const { messages } = (await (await stranger.ask('GET', 'messages')).json()) as { messages: object[] }
  assert.deepEqual(messages, [])
  const elsewhere = await visit(other, { visitorToken: token })
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
  const visitor = await visit(scene)
  await client.call(deleteChannel, { params: { id: scene.webchat.channelId } })
  assert.equal((await visitor.ask('GET', 'messages')).status, 404)
})

test('a customer who is signed for is the same on every device, and verified', async () => {
  const scene = await setScene(app.database)
  const identity = { ...(await sign(scene, 'customer-7')), name: 'Mara Muster', email: 'Mara@Example.com' }
  const phone = await visit(scene, { identity })
  await phone.say({ text: 'from the phone' })

  const laptop = await visit(scene, { identity })

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

test('a wrong signature is refused, and none makes an anonymous visitor with a name', async () => {
  const scene = await setScene(app.database)
  const { hash } = await sign(scene, 'customer-7')

  for (const wrong of [hash.slice(1), `${hash}00`, hash.replace(/./g, '0'), 'not hex', 'z'.repeat(64)]) {
    assert.equal((await begin(scene, { identity: { userId: 'customer-7', hash: wrong } })).status, 401, wrong)
  }
  assert.equal((await begin(scene, { identity: { userId: 'customer-8', hash } })).status, 401)
  const visitor = await visit(scene, { identity: { userId: 'customer-7', name: 'Mara Muster' } })
  await visitor.say({ text: 'Hello' })
  assert.equal((await onlyConversation(scene)).contact.name, 'Mara Muster')
  const real = await visit(scene, { identity: await sign(scene, 'customer-7') })
  assert.deepEqual(real.session.messages, [])
})

test('where visitors must be identified, nobody else comes in, not with an earlier token either', async () => {
  const scene = await setScene(app.database)
  const early = await visit(scene)
  const client = await clientOf(app, scene.owner)
  const params = { id: scene.webchat.channelId }
  await client.call(patchChannel, { params, body: { settings: { requireIdentity: true } } })

  assert.equal((await begin(scene, {})).status, 401)
  assert.equal((await begin(scene, { identity: { userId: 'customer-7' } })).status, 401)
  assert.equal((await begin(scene, { visitorToken: early.session.visitorToken })).status, 401)
  assert.equal((await early.ask('GET', 'messages')).status, 401)
  const signed = await visit(scene, { identity: await sign(scene, 'customer-7') })
  assert.equal((await begin(scene, { visitorToken: signed.session.visitorToken })).status, 200)
})

test('whoever signs in keeps what they wrote before; the token of before opens it no more', async () => {
  const scene = await setScene(app.database)
  const anonymous = await visit(scene)
  await anonymous.say({ text: 'before' })
  const following = anonymous.follow()

  const { visitorToken } = anonymous.session
  const user = await visit(scene, { visitorToken, identity: await sign(scene, 'customer-7') })

  assert.deepEqual(
    user.session.messages.map(({ text }) => text),
    ['before'],
  )
  await user.say({ text: 'after, in private' })
  assert.ok(
    !(await following.rest()).some((event) => event.type === 'message' && event.message.text.includes('private')),
  )
  const { session } = await visit(scene, { visitorToken })
  assert.deepEqual(session.messages, [])
  assert.equal((await onlyConversation(scene)).unreadCount, 2)
})

test('an anonymous visitor is never merged into a user who is known already', async () => {
  const scene = await setScene(app.database)
  const identity = await sign(scene, 'customer-7')
  await (await visit(scene, { identity })).say({ text: 'as a user' })
  const anonymous = await visit(scene)
  await anonymous.say({ text: 'as a stranger' })

  const { session } = await visit(scene, { identity, visitorToken: anonymous.session.visitorToken })

  assert.deepEqual(
    session.messages.map(({ text }) => text),
    ['as a user'],
  )
  assert.equal((await allConversations(scene)).length, 2)
})

test('notes are never seen, not even in a quote', async () => {
  const scene = await setScene(app.database)
  const visitor = await visit(scene)
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

  const { session } = await visit(scene, { visitorToken: visitor.session.visitorToken })
  assert.ok(!JSON.stringify(session).includes('secret'))
  const told = await following.until((event) => event.type === 'message' && event.message.text === 'How can I help?')
  assert.ok(!JSON.stringify(told).includes('secret'))
})

test('a visitor quotes what is theirs, and nothing else', async () => {
  const scene = await setScene(app.database)
  const visitor = await visit(scene)
  const other = await visit(scene)
  const { id: foreign } = await other.say({ text: 'somebody else’s' })
  const { id: own } = await visitor.say({ text: 'mine' })

  assert.equal((await visitor.say({ text: 'Yes', replyToId: own })).replyTo?.text, 'mine')
  assert.equal((await visitor.say({ text: 'No', replyToId: foreign })).replyTo, null)
})

test('what is followed live equals what a new session finds', async () => {
  const scene = await setScene(app.database)
  const client = await clientOf(app, scene.owner)
  const visitor = await visit(scene)
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
    await following.quiet()

    const { session } = await visit(scene, { visitorToken: visitor.session.visitorToken })
    assert.deepEqual(
      following.state(),
      { messages: session.messages, assignee: session.assignee, unreadCount: session.unreadCount },
      what,
    )
  }
})

test('a stream goes on from its cursor, and refuses one that never was', async () => {
  const scene = await setScene(app.database)
  const visitor = await visit(scene)
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

test('a file is its uploader’s until it is sent, and then the conversation’s', async () => {
  const scene = await setScene(app.database)
  const visitor = await visit(scene)
  const stranger = await visit(scene)
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
  const visitor = await visit(scene)
  await visitor.say({ text: 'Hello' })
  const form = new FormData()
  form.append('file', new File(['secret'], 'secret.txt', { type: 'text/plain' }))
  const key = await clientOf(app, scene.agents[0]!)
  const { postAttachment } = await import('@fairlead/sdk')
  const { id } = await key.call(postAttachment, { body: form })
  const params = { id: (await onlyConversation(scene)).id }
  await key.call(postNote, { params, body: { text: 'see', attachmentIds: [id] } })

  assert.equal((await visitor.ask('GET', `attachments/${id}`)).status, 404)
})

test('who knocks too often has to wait, and hears how long', async () => {
  const scene = await setScene(app.database)
  const visitor = await visit(scene)
  let response: Response | undefined
  for (let tries = 0; tries < 40; tries += 1) {
    response = await visitor.ask('POST', 'messages', { clientId: crypto.randomUUID(), text: 'x' })
    if (response.status !== 201) break
  }
  assert.equal(response?.status, 429)
  const wait = Number(response.headers.get('retry-after'))
  assert.ok(wait > 0 && wait <= 30)
  assert.equal((await (await visit(scene)).ask('GET', 'messages')).status, 200)

  const statuses = []
  for (let tries = 0; tries < 61; tries += 1) statuses.push((await begin(scene, {}, '203.0.113.250')).status)
  assert.deepEqual([statuses[0], statuses.at(-1)], [200, 429])
})

test('streams are for a few tabs, and are given back', async () => {
  const scene = await setScene(app.database)
  const visitor = await visit(scene)
  const open = await Promise.all(Array.from({ length: 10 }, () => visitor.ask('GET', 'events?after=0')))

  assert.equal((await visitor.ask('GET', 'events?after=0')).status, 429)
  for (const { body } of open) await body?.cancel()
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

async function begin(scene: Scene, request: SessionRequest, address = `198.51.100.${visits}`): Promise<Response> {
  visits += 1
  return app.fetch(
    new Request(`http://localhost/webchat/${scene.webchat.channelId}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      body: JSON.stringify(request),
    }),
  )
}

async function visit(scene: Scene, request: SessionRequest = {}) {
  const response = await begin(scene, request)
  assert.equal(response.status, 200, await response.clone().text())
  const session = (await response.json()) as SessionResponse
  const own = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
    ask(scene, method, path, session.visitorToken, body, headers)

  return {
    session,
    ask: own,
    async say(post: Partial<VisitorPost>): Promise<VisitorMessage> {
      const posted = await own('POST', 'messages', { clientId: crypto.randomUUID(), ...post })
      assert.equal(posted.status, 201, await posted.clone().text())
      return (await posted.json()) as VisitorMessage
    },
    async upload(name: string, type: string, text: string): Promise<{ id: string }> {
      const form = new FormData()
      form.append('file', new File([text], name, { type }))
      const uploaded = await own('POST', 'attachments', form)
      assert.equal(uploaded.status, 201)
      return (await uploaded.json()) as { id: string }
    },
    follow: () => follow(session, own('GET', `events?after=${session.cursor}`)),
  }
}

function ask(
  scene: Scene,
  method: string,
  path: string,
  token: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  const isRaw = typeof body === 'string' || body instanceof FormData
  return Promise.resolve(
    app.fetch(
      new Request(`http://localhost/webchat/${scene.webchat.channelId}/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body instanceof FormData ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) }),
      }),
    ),
  )
}

/** What a stream tells, and what a widget makes of it. */
function follow({ messages, assignee, unreadCount }: SessionResponse, opening: Promise<Response>) {
  const told: VisitorEvent[] = []
  let state = { messages, assignee, unreadCount }
  let isOver = false
  const reading = (async () => {
    let text = ''
    for await (const chunk of (await opening).body!.pipeThrough(new TextDecoderStream())) {
      text += chunk
      const blocks = text.split('\n\n')
      text = blocks.pop()!
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1]
        if (data === undefined) continue
        const event = JSON.parse(data) as VisitorEvent
        told.push(event)
        state = apply(state, event)
      }
    }
    isOver = true
  })()

  const until = async (isDone: () => boolean) => {
    for (let tries = 0; tries < 500 && !isDone(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 10))
    assert.ok(isDone(), `still waiting after ${JSON.stringify(told.slice(-5))}`)
  }
  return {
    state: () => state,
    /** All that was told before the server ended the stream. */
    async rest(): Promise<VisitorEvent[]> {
      await until(() => isOver)
      await reading
      return told
    },
    async until(isLast: (event: VisitorEvent) => boolean): Promise<VisitorEvent[]> {
      await until(() => told.some(isLast))
      return told
    },
    /** Nothing more has come for a while. */
    async quiet(): Promise<void> {
      for (let count = -1; count !== told.length; ) {
        count = told.length
        await new Promise((resolve) => setTimeout(resolve, 150))
      }
    },
  }
}

type Kept = Pick<SessionResponse, 'messages' | 'assignee' | 'unreadCount'>

function apply(kept: Kept, event: VisitorEvent): Kept {
  if (event.type === 'assignee') return { ...kept, assignee: event.assignee }
  if (event.type === 'unread') return { ...kept, unreadCount: event.count }
  const before = kept.messages.find(({ id }) => id === event.message.id)
  const message = { ...event.message, isRead: event.message.isRead || (before?.isRead ?? false) }
  if (!before) return { ...kept, messages: [...kept.messages, message] }
  return { ...kept, messages: kept.messages.map((one) => (one === before ? message : one)) }
}

async function answer(scene: Scene, text: string): Promise<void> {
  const { id } = await onlyConversation(scene)
  const client = await clientOf(app, scene.agents[0]!)
  await client.call(postMessage, { params: { id }, body: { text } })
}

async function sign(scene: Scene, userId: string): Promise<{ userId: string; hash: string }> {
  const client = await clientOf(app, scene.owner)
  const { data } = await client.call(listChannels, {})
  const channel = data.find(({ id }) => id === scene.webchat.channelId)
  assert.ok(channel?.type === 'webchat' && channel.identitySecret)
  return { userId, hash: createHmac('sha256', channel.identitySecret).update(userId).digest('hex') }
}
