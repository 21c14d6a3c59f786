import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  type ChannelType,
  type Client,
  listConversations,
  listDecisions,
  listEvents,
  listMessages,
  type Message,
} from '@fairlead/sdk'
import { signIn } from '../scripts/demo/sign-in.ts'
import { createTestDatabase } from '../server/src/db/testing.ts'
import { compileCache } from '../server/src/testing/compile-cache.ts'
import { eventually, freePort, makeDataDir } from './stage/server.ts'

const start = join(import.meta.dirname, '..', 'scripts', 'start.ts')

test('the demo comes to life by itself on both channels, and again on the same data, and leaves no process behind', async () => {
  await using database = await createTestDatabase()
  const folder = await makeDataDir()
  const environment = { DATABASE_URL: database.url, FAIRLEAD_DATA_DIR: folder.path, PORT: String(await freePort()) }
  try {
    const first = await startDemo(environment)
    try {
      const client = await signIn(first.address('Open'), {
        email: first.said('Log in as'),
        password: first.said('with the password'),
      })
      await eventually(
        () => readTypes(client),
        (types) => types.includes('message.created'),
        10_000,
      )

      const [webchat, whatsapp] = await Promise.all([
        untilAnswered(client, 'webchat'),
        untilAnswered(client, 'whatsapp'),
      ])
      const chats = await fetch(`${first.address('Write from a phone')}control/chats`)
      assert.ok((await chats.text()).includes(JSON.stringify(whatsapp.text)))
      assert.notEqual(webchat.text, '')
      const page = await fetch(first.address('Write as a visitor of the page'))
      assert.match(await page.text(), /widget\.js/)
      // The first of the examples; the others take minutes.
      await eventually(
        () => readReasons(client),
        (reasons) => reasons.includes('nobody_online') && reasons.includes('nobody_eligible'),
      )
    } finally {
      assert.equal(await first.stop(), 0, first.output())
    }

    const second = await startDemo(environment)
    assert.equal(await second.stop(), 0, second.output())
    assert.deepEqual([first.complaints(), second.complaints()], ['', ''])
  } finally {
    await folder.remove()
  }
})

type RunningDemo = Readonly<{
  output: () => string
  complaints: () => string
  /** What stands behind a label of what it showed when it was ready. */
  said: (label: string) => string
  address: (label: string) => string
  stop: () => Promise<number | null>
}>

async function startDemo(environment: Record<string, string>): Promise<RunningDemo> {
  const child = spawn(process.execPath, [start, '--demo', '--seed', '1'], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...compileCache(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, by which whatever it leaves behind is found.
    detached: true,
  })
  let output = ''
  let complaints = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (complaints += chunk))
  const exited = once(child, 'exit')

  const stop = async () => {
    const stopBy = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), 10_000)
    if (child.exitCode === null) child.kill('SIGTERM')
    await exited
    clearTimeout(stopBy)
    assert.throws(() => process.kill(-child.pid!, 0), { code: 'ESRCH' }, 'nothing of it is left')
    return child.exitCode
  }
  await untilReady(child, () => output).catch(async (error: unknown) => {
    await stop()
    throw new Error(complaints, { cause: error })
  })
  const said = (label: string) => new RegExp(`${label} +(\\S+)`).exec(output)?.[1] ?? ''
  return {
    output: () => output,
    // It also says what it had to build.
    complaints: () => complaints.replace(/^built: .*\n/, ''),
    said,
    // By number: where a name leads is not ours to test.
    address: (label) => said(label).replace('localhost', '127.0.0.1'),
    stop,
  }
}

async function untilReady(child: ChildProcess, output: () => string): Promise<void> {
  await eventually(output, (text) => text.includes('Ctrl-C') || child.exitCode !== null, 90_000)
  assert.equal(child.exitCode, null)
}

async function readTypes(client: Client): Promise<string[]> {
  const { data } = await client.call(listEvents, { query: { after: 0, limit: 500 } })
  return data.map(({ type }) => type)
}

async function readReasons(client: Client): Promise<string[]> {
  const { data } = await client.call(listConversations, { query: { view: 'all', limit: 200 } })
  const reasons: string[] = []
  for (const { id } of data) {
    const decisions = await client.call(listDecisions, { params: { id } })
    reasons.push(...decisions.data.map(({ reason }) => reason))
  }
  return reasons
}

/** Waits for an agent's message that has been seen at the customer's end, and says that none went astray. */
async function untilAnswered(client: Client, channelType: ChannelType): Promise<Message> {
  const isSeen = ({ author, state, isNote }: Message) => author.type === 'member' && !isNote && state === 'read'
  const messages = await eventually(
    () => readMessages(client, channelType),
    (read) => read.some(isSeen),
    60_000,
  )
  assert.ok(messages.every(({ state }) => state !== 'failed' && state !== 'unknown'))
  return messages.find(isSeen)!
}

async function readMessages(client: Client, channelType: ChannelType): Promise<Message[]> {
  const { data } = await client.call(listConversations, { query: { view: 'all', limit: 200 } })
  const messages: Message[] = []
  for (const { id } of data.filter((conversation) => conversation.channelType === channelType)) {
    messages.push(...(await client.call(listMessages, { params: { id }, query: {} })).data)
  }
  return messages
}
