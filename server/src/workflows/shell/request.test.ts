import assert from 'node:assert/strict'
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { createGuardedFetch } from '../../providers/guarded-fetch.ts'
import type { Providers } from '../../providers/providers.ts'
import type { Asking } from './asking.ts'
import { cancelRun } from './cancel.ts'
import { requestForRun } from './request.ts'
import { sealSecret } from './secrets.ts'
import { beginPlay, openStage, type Play, type StepInput } from './testing.ts'

const stage = await openStage()
const { database, providers } = stage
const open: Server[] = []
after(async () => {
  for (const server of open) {
    server.closeAllConnections()
    server.close()
  }
  await stage[Symbol.asyncDispose]()
})

test('what another system answers is learned, with its secrets where they belong and nowhere else', async () => {
  const heard: { url: string | undefined; headers: IncomingHttpHeaders; body: string }[] = []
  const address = await listen(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    heard.push({ url: request.url, headers: request.headers, body })
    response.end('{"order": {"state": "sent"}}')
  })
  const play = await beginPlay(stage)
  await keepSecret(play, 'shop_key', 'top secret')
  const id = await ask(play, {
    url: `${address}orders?key={{ secret.shop_key }}`,
    method: 'POST',
    headers: [{ name: 'Authorization', value: 'Bearer {{ secret.shop_key }}' }],
    body: '{"name": "{{ contact.name }}"}',
    mapping: [{ path: 'order.state', variable: 'state' }],
  })

  await answer(play, id)

  const run = await play.run(id)
  assert.deepEqual([run.status, run.variables.state, run.variables.http_status], ['done', 'sent', 200])
  const [{ url, headers, body } = heard[0]!] = heard
  assert.deepEqual([heard.length, url, body], [1, '/orders?key=top%20secret', '{"name": "Mara Muster"}'])
  assert.deepEqual([headers.authorization, headers['content-type']], ['Bearer top secret', 'application/json'])
  assert.match(String(headers['idempotency-key']), new RegExp(`^workflow:${id}:`))
  assert.ok(!JSON.stringify(run).includes('top secret'))
})

test('a secret that another system says again, or that names one that is not there, is in no history', async () => {
  const address = await listen(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    response.end(JSON.stringify({ url: request.url, headers: request.headers, body }))
  })
  for (const url of [`${address}?key={{ secret.shop_key }}`, 'http://{{ secret.shop_key }}.invalid/']) {
    const play = await beginPlay(stage)
    await keepSecret(play, 'shop_key', 'Top"Secret42')
    const headers = [{ name: 'Authorization', value: 'Bearer {{ secret.shop_key }}' }]
    const mapping = [{ path: 'headers.authorization', variable: 'echo' }]
    const id = await ask(play, { url, method: 'POST', headers, body: '{{ secret.shop_key }}', mapping, retries: 0 })

    await answer(play, id)

    const told = JSON.stringify(await play.run(id))
    assert.doesNotMatch(told, /top.{0,4}secret/i, told)
  }
})

const failing: Readonly<Record<string, Readonly<{ listener: RequestListener; step?: Partial<Http>; code: string }>>> = {
  'a server that hangs': { listener: () => undefined, step: { timeoutSeconds: 1 }, code: 'unreachable' },
  'a server that answers a letter at a time': {
    listener: (_, response) => {
      const timer = setInterval(() => response.write('a'), 50)
      response.on('close', () => clearInterval(timer))
    },
    step: { timeoutSeconds: 1 },
    code: 'unreachable',
  },
  'a redirect to a private address': {
    listener: (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
    code: 'redirected',
  },
  'a status that means no': { listener: (_, response) => response.writeHead(404).end('gone'), code: 'http_status' },
  'an answer that is no JSON': {
    listener: (_, response) => response.end('<html>'),
    step: { mapping: [{ path: 'a', variable: 'a' }] },
    code: 'bad_body',
  },
  'a secret that is not there': {
    listener: (_, response) => response.end(),
    step: { body: '{{ secret.nobody_knows }}', method: 'POST' },
    code: 'unknown_secret',
  },
  'a header that cannot be one': {
    listener: (_, response) => response.end(),
    step: { headers: [{ name: 'a b', value: 'c' }] },
    code: 'invalid_request',
  },
}

for (const [name, { listener, step = {}, code }] of Object.entries(failing)) {
  test(`${name} fails the step, and no more`, async () => {
    const play = await beginPlay(stage)
    const id = await ask(play, { url: await listen(listener), retries: 0, ...step })

    await answer(play, id)

    const { steps, status } = await play.run(id)
    assert.deepEqual(
      steps.map(({ stepId, exit, output }) => [stepId, exit, output.code]),
      [
        ['a', 'failed', code],
        ['b', 'next', undefined],
      ],
    )
    assert.equal(status, 'done')
  })
}

test('addresses of the private network are refused, however they are written', async () => {
  const guarded: Providers = { ...providers, fetch: createGuardedFetch({ allowPrivateNetwork: false }) }
  const address = await listen((_, response) => response.end())
  for (const url of [
    address,
    address.replace('127.0.0.1', 'localhost'),
    'http://[::1]:9/',
    'http://[::ffff:127.0.0.1]:9/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://10.0.0.1/',
    '{{ "http://127" }}.0.0.1/',
    'http://169.254.169.254/',
  ]) {
    const play = await beginPlay(stage)
    const id = await ask(play, { url, retries: 2 })
    await answer(play, id, guarded)
    const { steps } = await play.run(id)
    assert.equal(steps[0]?.output.code, 'private_address', url)
  }
})

test('of a server that sends and sends a megabyte is read', async () => {
  let sent = 0
  const chunk = Buffer.alloc(64 * 1024, 'a')
  const address = await listen((_, response) => {
    const more = () => {
      while (sent < 2 ** 30 && !response.destroyed) {
        sent += chunk.length
        if (!response.write(chunk)) return void response.once('drain', more)
      }
    }
    more()
  })
  const play = await beginPlay(stage)
  const id = await ask(play, { url: address })

  await answer(play, id)

  const { status, variables, steps } = await play.run(id)
  assert.deepEqual([status, variables.http_status, steps[0]?.exit], ['done', 200, 'next'])
  assert.ok(sent < 32 * 1024 * 1024, `${sent} bytes were sent`)
})

test('what may do later is asked again, with the same key and a wait; then the answer is taken as it is', async () => {
  const keys: unknown[] = []
  const address = await listen((request, response) => {
    keys.push(request.headers['idempotency-key'])
    response.writeHead(keys.length < 3 ? 503 : 200).end('{}')
  })
  const play = await beginPlay(stage)
  const id = await ask(play, { url: address, retries: 2 })

  for (const wait of [2, 8]) {
    const asking = await askingOf(play)
    await requestForRun(database, providers, asking)
    assert.equal((await play.run(id)).status, 'waiting')
    assert.ok(Math.abs((await dueIn(play)) - wait) < 2)
  }
  await answer(play, id)

  assert.equal((await play.run(id)).variables.http_status, 200)
  assert.deepEqual([keys.length, new Set(keys).size], [3, 1])
})

test('a run that was cancelled meanwhile asks nobody', async () => {
  let count = 0
  const address = await listen((_, response) => {
    count += 1
    response.end()
  })
  const play = await beginPlay(stage)
  const id = await ask(play, { url: address })
  const { workspaceId } = play
  await database.transact((tx) => cancelRun(tx, { workspaceId, id }, 'cancelled_by_member'))

  await requestForRun(database, providers, await askingOf(play))

  assert.equal(count, 0)
  assert.equal((await play.run(id)).status, 'cancelled')
})

test('what is only told is signed, keeps nobody waiting, and is noted when it never comes through', async () => {
  const heard: IncomingHttpHeaders[] = []
  const address = await listen((request, response) => {
    heard.push(request.headers)
    response.writeHead(410).end()
  })
  const play = await beginPlay(stage)
  await keepSecret(play, 'webhook_signing', 'between us')
  const id = await play.start(await play.publish([{ id: 'a', type: 'webhook', url: address, body: '{"a": 1}' }]))
  await play.advance(id)
  assert.equal((await play.run(id)).status, 'done')

  const asking = await askingOf(play)
  await requestForRun(database, providers, asking)
  assert.match(String(heard[0]?.['fairlead-signature']), /^t=\d+,v1=[0-9a-f]{64}$/)
  assert.equal((await play.run(id)).steps[0]?.error, null)
  await requestForRun(database, providers, { ...asking, tries: 9 })
  assert.match(String((await play.run(id)).steps[0]?.error), /never came through.*410/)
})

test('a mail needs a channel to go out by', async () => {
  const play = await beginPlay(stage)
  const step: StepInput = { id: 'a', type: 'email', to: 'shop@example.com', subject: 'News', text: 'Hello' }
  const id = await play.start(await play.publish([step]))
  await play.advance(id)
  const { status, error } = await play.run(id)
  assert.deepEqual([status, /no e-mail channel/.test(error ?? '')], ['failed', true])
})

type Http = Extract<StepInput, { type: 'http_request' }>

async function keepSecret({ workspaceId }: Play, name: string, plain: string): Promise<void> {
  const value = sealSecret(providers.secrets, { workspaceId, name }, plain)
  await database.db.insertInto('workflow_secret').values({ workspace_id: workspaceId, name, value }).execute()
}

/** A run that waits for the answer of this request. */
async function ask(play: Play, given: Partial<Http> & Pick<Http, 'url'>): Promise<string> {
  const id = await play.start(
    await play.publish([
      { id: 'a', type: 'http_request', exits: { failed: 'b' }, ...given },
      { id: 'b', type: 'note', text: 'It failed' },
    ]),
  )
  await play.advance(id)
  assert.equal((await play.run(id)).status, 'waiting')
  return id
}

async function answer(play: Play, id: string, by: Providers = providers): Promise<void> {
  const asking = await askingOf(play)
  // A killed worker's job runs once more.
  await requestForRun(database, by, asking)
  await requestForRun(database, by, asking)
  await play.advance(id)
}

async function askingOf({ workspaceId }: Play): Promise<Asking> {
  const { rows } = await sql<{ payload: Asking }>`
    SELECT payload FROM graphile_worker._private_jobs
    WHERE payload ->> 'workspaceId' = ${workspaceId} AND key LIKE 'request:%'`.execute(database.db)
  assert.equal(rows.length, 1)
  return rows[0]!.payload
}

async function dueIn({ workspaceId }: Play): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    SELECT extract(epoch FROM run_at - now())::float8 AS seconds FROM graphile_worker._private_jobs
    WHERE payload ->> 'workspaceId' = ${workspaceId} AND key LIKE 'request:%'`.execute(database.db)
  return rows[0]!.seconds
}

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  open.push(server)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}
