import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createClient, deleteApiKey, type Event, listApiKeys, patchChannel, patchMember } from '@fairlead/sdk'
import { clientOf, openApp, type TestApp } from '../testing/app.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { apiKeyOf, bring, choose, type Scene, setScene } from '../testing/scene.ts'

let app: TestApp

before(async () => {
  app = await openApp()
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

test('a stream opens at once, and tells what comes with the numbers to go on from', async () => {
  const scene = await setScene(app.database)
  const stream = await open(scene)
  assert.equal(stream.response.headers.get('content-type'), 'text/event-stream; charset=utf-8')
  assert.equal(stream.response.headers.get('cache-control'), 'no-store')
  assert.equal(await stream.read(), ': open')

  await bring(scene, inboundMessage({ text: 'one\ntwo\n\nid: 9\u2028' }))

  const types: string[] = []
  while (types.at(-1) !== 'message.created') {
    const { id, event } = parse(await stream.read())
    assert.equal(id, event.sequence)
    types.push(event.type)
    if (event.type === 'message.created') assert.equal(event.data.message.text, 'one\ntwo\n\nid: 9\u2028')
  }
  assert.deepEqual(types, ['contact.created', 'conversation.opened', 'message.created'])
  await stream.cancel()
})

test('goes on after the last event seen, by header or by query', async () => {
  const scene = await setScene(app.database)
  await bring(scene, inboundMessage())

  for (const [query, headers] of [
    ['?after=3', {}],
    ['?after=1', { 'last-event-id': '3' }],
  ] as const) {
    const stream = await open(scene, query, headers)
    await stream.read()
    assert.equal(parse(await stream.read()).id, 4)
    await stream.cancel()
  }
})

test('as a page it gives as many as asked for, and the cursor to go on from', async () => {
  const scene = await setScene(app.database)
  const key = await apiKeyOf(scene, scene.owner)
  const page = async (query: string) => {
    const response = await app.fetch(
      new Request(`http://localhost/api/v1/events?${query}`, { headers: { authorization: `Bearer ${key}` } }),
    )
    return (await response.json()) as { data: Event[]; cursor: number }
  }

  const first = await page('after=0&limit=2')
  const second = await page(`after=${first.cursor}&limit=500`)
  const third = await page(`after=${second.cursor}`)

  assert.deepEqual([first.data.length, first.cursor], [2, 2])
  assert.equal(second.data[0]?.sequence, 3)
  assert.deepEqual(third, { data: [], cursor: second.cursor })
})

test('it keeps to one noun, or to several with commas between them, of one subject as of all', async () => {
  const scene = await setScene(app.database)
  await bring(scene, inboundMessage())
  const key = await apiKeyOf(scene, scene.owner)
  const ask = (query: string) =>
    app.fetch(new Request(`http://localhost/api/v1/events?${query}`, { headers: { authorization: `Bearer ${key}` } }))
  const nounsOf = async (query: string) => {
    const { data } = (await (await ask(query)).json()) as { data: Event[] }
    return [...new Set(data.map(({ type }) => type.split('.')[0]))].sort()
  }

  const { data } = (await (await ask('noun=conversation')).json()) as { data: Event[] }
  const subjectId = data[0]!.subjectId
  assert.deepEqual(await nounsOf('noun=conversation'), ['conversation'])
  assert.deepEqual(await nounsOf('noun=contact,conversation,rating'), ['contact', 'conversation'])
  assert.deepEqual(await nounsOf(`noun=contact,message&subjectId=${subjectId}`), ['message'])
  assert.deepEqual(await nounsOf('noun=workflow,workflow_run&before=999'), [])
  for (const noun of ['conversations', 'contact,', 'contact,nobody', 'contact;message']) {
    assert.equal((await ask(`noun=${noun}`)).status, 400, noun)
  }
})

test('what is no longer kept cannot be gone on from, and a page from the beginning begins after it', async () => {
  const scene = await setScene(app.database)
  await bring(scene, inboundMessage())
  const { db } = app.database
  const { workspaceId } = scene
  await db.deleteFrom('event').where('workspace_id', '=', workspaceId).where('sequence', '<=', '2').execute()
  await db.updateTable('event_sequence').set({ dropped: 2 }).where('workspace_id', '=', workspaceId).execute()
  const key = await apiKeyOf(scene, scene.owner)
  const ask = async (after: number, accept: string) => {
    const headers = { authorization: `Bearer ${key}`, accept }
    const response = await app.fetch(new Request(`http://localhost/api/v1/events?after=${after}`, { headers }))
    if (accept !== 'application/json') await response.body?.cancel()
    return response
  }

  for (const [accept, statuses] of [
    ['application/json', [200, 410, 200]],
    ['text/event-stream', [410, 410, 200]],
  ] as const) {
    for (const [after, status] of statuses.entries()) assert.equal((await ask(after, accept)).status, status, accept)
  }
  const page = (await (await ask(0, 'application/json')).json()) as { data: Event[] }
  assert.equal(page.data[0]?.sequence, 3)
})

test('no secret stands in the log', async () => {
  const scene = await setScene(app.database)
  const client = await clientOf(app, scene.owner)
  await client.call(patchChannel, {
    params: { id: scene.whatsapp.channelId },
    body: { secrets: { accessToken: 'EAAsecret', appSecret: 'shh' } },
  })
  const rows = await app.database.db
    .selectFrom('event')
    .selectAll()
    .where('workspace_id', '=', scene.workspaceId)
    .execute()

  const text = JSON.stringify(rows)
  assert.ok(text.includes('channel.changed'))
  for (const secret of ['EAAsecret', 'shh', 'app secret']) assert.ok(!text.includes(secret), secret)
  assert.ok(!/"(identitySecret|verifyToken|webhookUrl)": ?"/.test(text))
})

test('whoever is deactivated is shown out', async () => {
  const scene = await setScene(app.database)
  const stream = await open(scene, '', {}, 0)
  await stream.read()
  const client = await clientOf(app, scene.owner)

  await client.call(patchMember, { params: { id: scene.agents[0]!.memberId }, body: { isDeactivated: true } })

  const types: string[] = []
  for (let block = await stream.read(); block !== null; block = await stream.read()) types.push(parse(block).event.type)
  assert.ok(types.includes('member.changed'))
})

test('a key that was revoked opens nothing', async () => {
  const scene = await setScene(app.database)
  const client = await clientOf(app, scene.owner)
  const { data } = await client.call(listApiKeys, {})

  await client.call(deleteApiKey, { params: { id: data[0]!.id } })

  await assert.rejects(client.call(listApiKeys, {}), /not known, or was revoked/)
})

test('the client of the SDK reads the stream, or of it what it asks for', async () => {
  const scene = await setScene(app.database)
  const abort = new AbortController()
  const client = createClient({
    baseUrl: 'http://localhost',
    apiKey: await apiKeyOf(scene, scene.owner),
    fetch: async (input, init) => app.fetch(new Request(input, init)),
  })
  const heard: string[] = []

  const listening = (async () => {
    for await (const event of client.events({ noun: ['member', 'rating'], signal: abort.signal })) {
      heard.push(event === 'open' ? 'open' : event.type)
      if (event !== 'open') break
      await bring(scene, inboundMessage())
      await choose(scene, scene.agents[0]!, 'busy')
    }
  })()
  await listening
  abort.abort()

  assert.deepEqual(heard, ['open', 'member.presence_changed'])
})

async function open(scene: Scene, query = '', headers: Record<string, string> = {}, agent?: number) {
  const caller = agent === undefined ? scene.owner : scene.agents[agent]!
  const key = await apiKeyOf(scene, caller)
  const response = await app.fetch(
    new Request(`http://localhost/api/v1/events${query}`, {
      headers: { authorization: `Bearer ${key}`, accept: 'text/event-stream', ...headers },
    }),
  )
  assert.equal(response.status, 200)
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return {
    response,
    /** The next block; null at the end. */
    async read(): Promise<string | null> {
      while (!text.includes('\n\n')) {
        const { done, value } = await reader.read()
        if (done) return null
        text += value
      }
      const [block = '', ...rest] = text.split('\n\n')
      text = rest.join('\n\n')
      return block
    },
    cancel: () => reader.cancel(),
  }
}

function parse(block: string | null): { id: number; event: Event } {
  const lines = (block ?? '').split('\n')
  const [id, data] = ['id: ', 'data: '].map((name) => lines.find((line) => line.startsWith(name))?.slice(name.length))
  return { id: Number(id), event: JSON.parse(data ?? 'null') }
}
