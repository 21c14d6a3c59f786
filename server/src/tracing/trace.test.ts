import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import { startGraphEmulator } from '../../../scripts/emulators/graph.ts'
import { Storage } from '../attachments/storage.ts'
import { createGuardedFetch } from '../providers/guarded-fetch.ts'
import { openApp, type TestApp } from '../testing/app.ts'
import { providerUrls } from '../testing/providers.ts'
import { apiKeyOf, onlyConversation, secrets } from '../testing/scene.ts'
import { beginTalk } from '../testing/talk.ts'
import { isTracing, startTracing, traced, withTrace } from './trace.ts'

type Value = { stringValue?: string; intValue?: number | string; boolValue?: boolean }
type Span = Readonly<{
  name: string
  kind: number
  traceId: string
  spanId: string
  parentSpanId?: string
  status?: { code?: number; message?: string }
  attributes: readonly { key: string; value: Value }[]
}>

const caller = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' }
const traceparent = `00-${caller.traceId}-${caller.spanId}-01`

let app: TestApp
let url: string

before(async () => {
  app = await openApp()
  url = `http://127.0.0.1:${(await app.start()).port}`
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

test('without a receiver work is simply done', async () => {
  const done = await traced('anything', { a: 1 }, async (span) => {
    span.set({ b: 2 })
    return 'done'
  })
  assert.equal(done, 'done')
  const payload = { workspaceId: 'w', id: 'i' }
  assert.equal(withTrace(payload), payload)
  assert.ok(!isTracing())
})

test('one trace goes from the caller through the request and its job to the provider, and holds no words', async () => {
  const receiver = await startReceiver()
  const graph = await startGraphEmulator({
    appSecret: 'app secret',
    accessToken: 'token',
    statusDelays: { sentMs: null, deliveredMs: null, readMs: null },
  })
  await using own = await openApp({ providers: providerUrls({ meta: graph.url }) })
  const ownUrl = `http://127.0.0.1:${(await own.start()).port}`
  const stop = await startTracing({ url: receiver.url, serviceName: 'fairlead-test', share: 1 }, '1.2.3')
  const fetchOut = createGuardedFetch({ allowPrivateNetwork: true })
  const providers = {
    fetch: fetchOut,
    storage: new Storage(own.dataDir),
    secrets,
    urls: providerUrls({ meta: graph.url }),
    publicUrl: 'http://localhost:3000',
  }
  const talk = await beginTalk({ app: own, url: ownUrl, graph, providers })
  const { id } = await onlyConversation(talk.scene)
  const key = await apiKeyOf(talk.scene, talk.scene.agents[0]!)

  // As a program would that is traced itself.
  const answer = await fetch(`${ownUrl}/api/v1/conversations/${id}/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', traceparent },
    body: JSON.stringify({ text: 'a very private marker', clientId: crypto.randomUUID() }),
  })
  assert.equal(answer.status, 201, await answer.clone().text())
  await own.jobs.runDue()
  await graph.stop()
  await stop()
  await receiver.stop()

  const spans = receiver.spans()
  const request = spans.find(({ name }) => name.startsWith('POST /api/v1/conversations/'))
  assert.ok(request, spans.map(({ name }) => name).join())
  assert.deepEqual([request.traceId, request.parentSpanId, request.kind], [caller.traceId, caller.spanId, 2])
  assert.equal(read(request, 'http.response.status_code'), '201')
  assert.equal(read(request, 'fairlead.conversation_id'), id)
  assert.equal(read(request, 'fairlead.workspace_id'), talk.scene.workspaceId)

  const job = spans.find(({ name }) => name === 'conversation.deliver')
  assert.ok(job)
  assert.deepEqual([job.traceId, job.parentSpanId], [caller.traceId, request.spanId])
  assert.equal(read(job, 'fairlead.subject_id'), id)

  const asked = spans.find(({ name, parentSpanId }) => name === 'provider.request' && parentSpanId === job.spanId)
  assert.ok(asked)
  assert.deepEqual([asked.traceId, asked.kind, read(asked, 'server.address')], [caller.traceId, 3, '127.0.0.1'])

  assert.ok(receiver.bodies().includes('fairlead-test'))
  for (const word of ['private marker', 'Mara', '447700900001', 'token', key]) {
    assert.ok(!receiver.bodies().includes(word), word)
  }
})

test('what fails says what kind of error it was, and not its words', async () => {
  const receiver = await startReceiver()
  const stop = await startTracing({ url: receiver.url, serviceName: 'fairlead-test', share: 1 }, '1.2.3')

  const failure = traced('fails', {}, async () => {
    throw Object.assign(new Error('quotes a private marker'), { code: '22P02' })
  })
  await assert.rejects(failure, /quotes/)
  await stop()
  await receiver.stop()

  const [span] = receiver.spans()
  assert.equal(span?.status?.code, 2)
  assert.equal(read(span!, 'error.type'), '22P02')
  assert.ok(!receiver.bodies().includes('marker'))
})

test('a share of nothing sends nothing but what callers want traced', async () => {
  const receiver = await startReceiver()
  const stop = await startTracing({ url: receiver.url, serviceName: 'fairlead-test', share: 0 }, '1.2.3')

  await traced('own', {}, async () => undefined)
  await traced('wanted', {}, async () => undefined, { from: traceparent })
  await traced('forged', {}, async () => undefined, { from: '00-zz-zz-01' })
  await stop()
  await receiver.stop()

  assert.deepEqual(
    receiver.spans().map(({ name }) => name),
    ['wanted'],
  )
})

test('a receiver that is away costs the traces and nothing else', async () => {
  const stop = await startTracing({ url: 'http://127.0.0.1:1/v1/traces', serviceName: 'x', share: 1 }, '1.2.3')
  assert.equal((await fetch(`${url}/healthz`)).status, 200)
  await stop()
})

function read({ attributes }: Span, key: string): string | undefined {
  const value = attributes.find((attribute) => attribute.key === key)?.value
  const text = value?.stringValue ?? value?.intValue ?? value?.boolValue
  return text === undefined ? undefined : String(text)
}

/** Takes spans as an OpenTelemetry collector does. */
async function startReceiver() {
  const requests: { path: string; body: string }[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    requests.push({ path: request.url ?? '', body })
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(address !== null && typeof address !== 'string')

  return {
    url: `http://127.0.0.1:${address.port}/v1/traces`,
    bodies: () => requests.map(({ body }) => body).join('\n'),
    spans(): Span[] {
      return requests
        .map(({ body }): { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] } => JSON.parse(body))
        .flatMap(({ resourceSpans }) =>
          resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
        )
    },
    async stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}
