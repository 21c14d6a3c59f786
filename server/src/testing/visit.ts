import assert from 'node:assert/strict'
import type { SessionRequest, SessionResponse, VisitorEvent, VisitorMessage, VisitorPost } from '@fairlead/sdk'
import type { App } from '../app.ts'
import type { Scene } from './scene.ts'

type Session = Pick<SessionResponse, 'messages' | 'assignee' | 'unreadCount'>

/** The web chat's doors as a widget uses them, without a port. The app trusts one proxy: each visit has an address. */
export function visitsTo(app: App) {
  let visits = 0

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

  async function ask(
    scene: Scene,
    method: string,
    path: string,
    token: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const isRaw = typeof body === 'string' || body instanceof FormData
    return app.fetch(
      new Request(`http://localhost/webchat/${scene.webchat.channelId}/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body instanceof FormData ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) }),
      }),
    )
  }

  return { begin, visit, ask }
}

/** What a stream tells, and what a widget makes of it. */
function follow({ messages, assignee, unreadCount }: SessionResponse, opening: Promise<Response>) {
  const told: VisitorEvent[] = []
  let state: Session = { messages, assignee, unreadCount }
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
  }
}

function apply(kept: Session, event: VisitorEvent): Session {
  if (event.type === 'assignee') return { ...kept, assignee: event.assignee }
  if (event.type === 'unread') return { ...kept, unreadCount: event.count }
  const before = kept.messages.find(({ id }) => id === event.message.id)
  const message = { ...event.message, isRead: event.message.isRead || (before?.isRead ?? false) }
  if (!before) return { ...kept, messages: [...kept.messages, message] }
  return { ...kept, messages: kept.messages.map((one) => (one === before ? message : one)) }
}
