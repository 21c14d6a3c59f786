import assert from 'node:assert/strict'
import {
  ApiError,
  type Client,
  type Conversation,
  listConversations,
  listMessages,
  type Message,
  postAttachment,
} from '@fairlead/sdk'
import { createTestDatabase } from '../../server/src/db/testing.ts'
import { eventually, makeDataDir, startServer } from './server.ts'
import { addAgent, goOnline, makeTeam, setUp } from './workspace.ts'

/** A picture of one dot. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

type Provider = Readonly<{ stop(): Promise<void> }>

/**
 * A provider's stand-in and a server that is told where to find it, with an owner, and Ana, who is online and alone in a
 * team. At the end the server must have stopped of its own accord.
 */
export async function openChannelStage<P extends Provider>(
  provider: P,
  environmentFor: (provider: P) => Record<string, string>,
) {
  await using opening = new AsyncDisposableStack()
  opening.defer(() => provider.stop())
  const database = opening.use(await createTestDatabase())
  const folder = await makeDataDir()
  opening.defer(() => folder.remove())
  const server = await startServer({
    DATABASE_URL: database.url,
    FAIRLEAD_DATA_DIR: folder.path,
    ...environmentFor(provider),
  })
  opening.defer(async () => assert.equal(await server.stop(), 0))

  const owner = await setUp(server.url)
  const ana = await addAgent(server.url, owner, 'Ana Alvarez')
  const team = await makeTeam(owner, [ana])
  await goOnline(ana)
  const stack = opening.move()
  return { server, owner, ana, team, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

/** The one conversation that the engine gave to somebody, once it is there and its contact known. */
export async function conversationOf(client: Client, contactName?: string): Promise<Conversation> {
  const [conversation] = await eventually(
    async () => (await client.call(listConversations, { query: { view: 'mine' } })).data,
    (data) => data.length === 1 && (contactName === undefined || data[0]?.contact.name === contactName),
  )
  assert.ok(conversation)
  assert.equal(conversation.assignedBy, 'engine')
  return conversation
}

/** A conversation's messages, oldest first, once they are what is waited for. */
export async function messagesWhen(
  client: Client,
  id: string,
  isEnough: (messages: Message[]) => boolean,
): Promise<Message[]> {
  return eventually(
    async () => (await client.call(listMessages, { params: { id }, query: {} })).data.toReversed(),
    isEnough,
  )
}

export function areStored(messages: readonly Message[]): boolean {
  return messages.flatMap(({ attachments }) => attachments).every(({ state }) => state === 'stored')
}

/** Uploads a picture that is to be sent. Answers with its id. */
export async function uploadPicture(client: Client): Promise<string> {
  const form = new FormData()
  form.set('file', new File([png], 'part.png', { type: 'image/png' }))
  return (await client.call(postAttachment, { body: form })).id
}

/** What a request was refused with. */
export function codeOf(error: unknown): string {
  return error instanceof ApiError ? error.code : String(error)
}
