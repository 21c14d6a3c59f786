import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pino } from 'pino'
import { startGraphEmulator } from '../../scripts/emulators/graph.ts'
import { Storage } from './attachments/storage.ts'
import { addJob } from './jobs/add.ts'
import { describeError, logOptions } from './logging.ts'
import { deliverConversation } from './messages/deliver.ts'
import { createGuardedFetch } from './providers/guarded-fetch.ts'
import { openApp } from './testing/app.ts'
import { providerUrls } from './testing/providers.ts'
import { apiKeyOf, onlyConversation, secrets } from './testing/scene.ts'
import { beginTalk } from './testing/talk.ts'
import { visitsTo } from './testing/visit.ts'

const marker = 'platypus'

test('what people write, and who they are, is in no line, at any level', async () => {
  const { log, lines } = collect()
  await using app = await openApp({ trustedProxies: 1 }, log)
  const url = `http://127.0.0.1:${(await app.start()).port}`
  const graph = await startGraphEmulator({
    appSecret: 'app secret',
    accessToken: 'token',
    statusDelays: { sentMs: null, deliveredMs: null, readMs: null },
  })
  const providers = {
    fetch: createGuardedFetch({ allowPrivateNetwork: true }),
    storage: new Storage(app.dataDir),
    secrets,
    urls: providerUrls({ meta: graph.url }),
    publicUrl: 'http://localhost:3000',
  }
  // The webhook.
  const talk = await beginTalk({ app, url, graph, providers })
  await graph.customer('447700900001', { name: marker }).sendText(`a ${marker} by WhatsApp`)
  const { workspaceId, agents } = talk.scene
  const { id } = await onlyConversation(talk.scene)
  // A reply, and its delivery that fails.
  const key = await apiKeyOf(talk.scene, agents[0]!)
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'x-request-id': 'asked-by-ana' }
  const path = `${url}/api/v1/conversations/${id}/messages`
  const reply = JSON.stringify({ text: `a ${marker} in a reply`, clientId: crypto.randomUUID() })
  const answer = await fetch(path, { method: 'POST', headers, body: reply })
  assert.deepEqual([answer.status, answer.headers.get('x-request-id')], [201, 'asked-by-ana'])
  await fetch(path, { method: 'POST', headers, body: `{"text": "${marker}` })
  graph.faults.next({ status: 503 })
  await deliverConversation(app.database, providers, log, { workspaceId, id })
  // The web chat.
  const visit = await visitsTo(app).visit(talk.scene, { pageUrl: `http://localhost/${marker}` })
  await visit.say({ text: `a ${marker} in the web chat` })
  // A job that cannot be done.
  await app.database.transact((tx) => addJob(tx, 'member.leave', { workspaceId: marker, id: `no id, but a ${marker}` }))
  await app.jobs.runDue()
  await graph.stop()
  await app.queues.settled()

  const all = lines()
  assert.ok(all.length > 10)
  for (const word of [marker, '447700900001', 'Mara', 'token"', key, '@example.com', visit.session.visitorToken]) {
    assert.deepEqual(
      all.filter((line) => line.includes(word)),
      [],
      word,
    )
  }

  const written = all.map((line): Record<string, unknown> => JSON.parse(line))
  const posted = written.find(
    ({ msg, requestId, status }) => msg === 'request' && requestId === 'asked-by-ana' && status === 201,
  )
  assert.ok(posted)
  assert.equal(posted.conversationId, id)
  assert.equal(posted.workspaceId, workspaceId)
  assert.equal(posted.memberId, agents[0]!.memberId)
  assert.equal(posted.route, '/api/v1/conversations/:id/messages')
  assert.equal(typeof posted.ms, 'number')

  const delivery = written.find(({ msg }) => msg === 'delivery')
  assert.deepEqual([delivery?.conversationId, delivery?.code], [id, 'provider_down'])

  const failed = written.find(({ msg, task }) => msg === 'job failed' && task === 'member.leave')
  assert.match(String(failed?.jobId), /^\d+$/)
})

test('a request id from outside is taken when it is short and plain', async () => {
  await using app = await openApp()
  const idFor = async (given: string) => {
    const answer = await app.fetch(new Request('http://localhost/healthz', { headers: { 'x-request-id': given } }))
    return answer.headers.get('x-request-id')
  }

  assert.equal(await idFor('abc-123_='), 'abc-123_=')
  for (const bad of ['x'.repeat(65), 'a b', '"quoted"', '<b>'])
    assert.match((await idFor(bad)) ?? '', /^[0-9a-f-]{36}$/, bad)
})

test('of an error its kind, its place and its cause are told, and no value of the database', () => {
  const cause = Object.assign(new Error('invalid input syntax for type uuid: "platypus"'), {
    code: '22P02',
    detail: 'Key (address)=(platypus)',
    where: 'platypus',
  })
  const described = JSON.stringify(describeError(new Error('could not be written', { cause })))

  assert.ok(!described.includes(marker))
  assert.match(described, /could not be written.*logging\.test.*22P02/s)
  assert.deepEqual(describeError('platypus'), { type: 'string' })
})

function collect() {
  const written: string[] = []
  return { log: pino(logOptions('trace'), { write: (line) => written.push(line) }), lines: () => written }
}
