/** The doors of one web chat channel over real HTTP, with switches to make them misbehave. For tests. */
import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type {
  Attachment,
  SessionRequest,
  SessionResponse,
  VisitorEvent,
  VisitorMessage,
  VisitorPost,
} from '@fairlead/sdk'

type Problem = Readonly<{ status: number; code: string; detail?: string }>
type Conversation = { userId: string | null; messages: VisitorMessage[]; unreadCount: number }
type LogEntry = Readonly<{ conversation: Conversation; event: VisitorEvent }>

export type StandIn = Awaited<ReturnType<typeof startStandIn>>

const channelLook = { title: 'Harbour Supplies', greeting: 'Ahoy! How can we help?', color: '#2f5d8a' }

export async function startStandIn(options: { pageSize?: number; requireIdentity?: boolean } = {}) {
  const { pageSize = 20, requireIdentity = false } = options
  /** By visitor token; each session renews it. */
  const conversations = new Map<string, Conversation>()
  const files = new Map<string, Readonly<{ type: string; body: Buffer }>>()
  const log: LogEntry[] = []
  const streams = new Map<ServerResponse, Conversation>()
  const posts: string[] = []
  const sessions: SessionRequest[] = []
  const problems: Problem[] = []
  let isDown = false
  let gate = Promise.resolve()
  let postGate = Promise.resolve()
  let losesAnswers = false
  let assignee: { name: string } | null = null

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      console.error(error)
      response.destroy()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0

  return {
    base: `http://127.0.0.1:${port}/webchat/c1/`,
    handle,
    /** Texts in the order the server stored them. */
    posts,
    sessions,
    conversations,
    streamCount: () => streams.size,
    refuse(...next: Problem[]) {
      problems.push(...next)
    },
    setDown(down: boolean) {
      isDown = down
      if (down) for (const response of streams.keys()) response.destroy()
    },
    /** Stores what is posted and breaks the connection before it has answered. */
    loseAnswers(loses: boolean) {
      losesAnswers = loses
    },
    /** Lets sessions wait for their answer until what it returns is called. */
    holdSessions(): () => void {
      const { promise, resolve } = Promise.withResolvers<void>()
      gate = promise
      return resolve
    },
    /** The same for what is posted: it is stored at once. */
    holdPosts(): () => void {
      const { promise, resolve } = Promise.withResolvers<void>()
      postGate = promise
      return resolve
    },
    breakStreams() {
      for (const response of streams.keys()) response.destroy()
    },
    assign(name: string) {
      assignee = { name }
      for (const conversation of new Set(conversations.values())) publish(conversation, { type: 'assignee', assignee })
    },
    say(token: string, text: string, attachments: Attachment[] = [], name = 'Ana Anders') {
      const conversation = conversations.get(token)!
      const message = store(conversation, { type: 'member', name }, { clientId: null, text, attachments })
      conversation.unreadCount++
      publish(conversation, { type: 'message', message })
      publish(conversation, { type: 'unread', count: conversation.unreadCount })
      return message
    },
    keepFile,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stand-in.example')
    const [door = '', id = ''] = url.pathname.split('/').slice(3)
    const body = await read(request)
    if (isDown) return void response.destroy()

    if (door === 'session') {
      const asked: SessionRequest = JSON.parse(body.toString())
      sessions.push(asked)
      await gate
      return openSession(asked, response)
    }
    const token = request.headers.authorization?.replace('Bearer ', '') ?? ''
    const conversation = conversations.get(token)
    if (!conversation) return refuse(response, { status: 401, code: 'bad_visitor_token' })

    if (door === 'events') return openStream(conversation, Number(url.searchParams.get('after')), request, response)
    if (door === 'messages' && request.method === 'GET') {
      const end = conversation.messages.findIndex((message) => message.id === url.searchParams.get('before'))
      const start = Math.max(0, end - pageSize)
      return answer(response, { messages: conversation.messages.slice(start, end), hasOlder: start > 0 })
    }
    if (door === 'messages') return post(conversation, JSON.parse(body.toString()), response)
    if (door === 'read') {
      conversation.unreadCount = 0
      publish(conversation, { type: 'unread', count: 0 })
      response.writeHead(204).end()
      return
    }
    if (door === 'attachments' && request.method === 'POST') return upload(request, body, response)
    const file = files.get(id)
    if (door !== 'attachments' || !file) return refuse(response, { status: 404, code: 'not_found' })
    response.writeHead(200, { 'content-type': file.type }).end(file.body)
  }

  function openSession(asked: SessionRequest, response: ServerResponse) {
    const problem = problems.shift()
    if (problem) return refuse(response, problem)
    const { visitorToken, identity } = asked
    const known = conversations.get(visitorToken ?? '')
    if (identity ? identity.hash !== signature(identity.userId) : requireIdentity && !known) {
      return refuse(response, { status: 401, code: 'identity_unverified' })
    }

    const token = randomUUID()
    const conversation = known ?? { userId: null, messages: [], unreadCount: 0 }
    conversation.userId = identity?.userId ?? conversation.userId
    conversations.set(token, conversation)
    const session: SessionResponse = {
      visitorToken: token,
      channel: channelLook,
      messages: conversation.messages.slice(-pageSize),
      hasOlder: conversation.messages.length > pageSize,
      assignee,
      unreadCount: conversation.unreadCount,
      isAnyoneOnline: true,
      cursor: log.length,
    }
    answer(response, session)
  }

  async function post(conversation: Conversation, body: VisitorPost, response: ServerResponse) {
    const problem = problems.shift()
    if (problem) return refuse(response, problem)
    const { clientId, text = '', attachmentIds = [] } = body
    const known = conversation.messages.find((message) => message.clientId === clientId)
    if (known) return losesAnswers ? void response.destroy() : answer(response, known)

    const attachments = attachmentIds.map((id) => ({
      id,
      name: 'file',
      type: files.get(id)?.type ?? '',
      size: files.get(id)?.body.length ?? 0,
      state: 'stored' as const,
      isVoice: false,
    }))
    const message = store(conversation, { type: 'contact', name: 'Visitor' }, { clientId, text, attachments })
    posts.push(text)
    await postGate
    if (losesAnswers) return void response.destroy()
    publish(conversation, { type: 'message', message })
    answer(response, message)
  }

  function upload(request: IncomingMessage, body: Buffer, response: ServerResponse) {
    const problem = problems.shift()
    if (problem) return refuse(response, problem)
    const boundary = request.headers['content-type']?.split('boundary=')[1] ?? ''
    const part = body.toString('latin1').split(`--${boundary}`)[1] ?? ''
    const head = part.slice(0, part.indexOf('\r\n\r\n'))
    const name = Buffer.from(/filename="(.*?)"/.exec(head)?.[1] ?? 'file', 'latin1').toString()
    const type = /content-type: (.*)/i.exec(head)?.[1] ?? ''
    const start = part.indexOf('\r\n\r\n') + 4
    answer(response, keepFile(name, type, Buffer.from(part.slice(start, -2), 'latin1')))
  }

  function keepFile(name: string, type: string, body: Buffer): Attachment {
    const id = randomUUID()
    files.set(id, { type, body })
    return { id, name, type, size: body.length, state: 'stored', isVoice: false }
  }

  function openStream(conversation: Conversation, after: number, request: IncomingMessage, response: ServerResponse) {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(': open\n\n')
    log.slice(after).forEach((entry, index) => {
      if (entry.conversation === conversation) response.write(format(after + index + 1, entry.event))
    })
    streams.set(response, conversation)
    request.on('close', () => streams.delete(response))
    response.on('close', () => streams.delete(response))
  }

  function publish(conversation: Conversation, event: VisitorEvent) {
    log.push({ conversation, event })
    for (const [response, owner] of streams) if (owner === conversation) response.write(format(log.length, event))
  }

  function store(
    conversation: Conversation,
    author: VisitorMessage['author'],
    said: Readonly<{ clientId: string | null; text: string; attachments: Attachment[] }>,
  ): VisitorMessage {
    const kind = said.attachments[0] ? 'document' : 'text'
    const at = new Date(Date.now() + conversation.messages.length).toISOString()
    const message = { id: randomUUID(), author, kind, replyTo: null, at, isRead: false, ...said }
    conversation.messages.push(message)
    return message
  }
}

/** Stands for the hash a page's own server would make. */
export function signature(userId: string): string {
  return createHash('sha256').update(`secret:${userId}`).digest('hex')
}

function format(id: number, event: VisitorEvent): string {
  return `id: ${id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
}

function answer(response: ServerResponse, body: unknown) {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function refuse(response: ServerResponse, { status, code, detail = 'No.' }: Problem) {
  response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify({ code, detail }))
}

async function read(request: IncomingMessage): Promise<Buffer> {
  return Buffer.concat(await request.toArray())
}
