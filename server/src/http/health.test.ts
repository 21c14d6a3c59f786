import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pino } from 'pino'
import { logOptions } from '../logging.ts'
import { openApp } from '../testing/app.ts'

const token = 'a-token-of-the-tests'

test('metrics are read from this machine, and not through a proxy that nobody told of', async () => {
  await using app = await openApp()
  const url = `http://127.0.0.1:${(await app.start()).port}`
  assert.equal((await fetch(`${url}/metrics`)).status, 200)

  const headers = { 'x-forwarded-for': '198.51.100.7' }
  const refused = await fetch(`${url}/metrics`, { headers })

  assert.equal(refused.status, 403)
  assert.match(((await refused.json()) as { detail: string }).detail, /FAIRLEAD_METRICS_TOKEN/)
  assert.equal((await fetch(`${url}/healthz`, { headers })).status, 200)
})

test('with a token they are read by whoever has it, wherever from', async () => {
  await using app = await openApp({ trustedProxies: 1, metrics: { token, port: null } })
  const url = `http://127.0.0.1:${(await app.start()).port}/metrics`
  const from = { 'x-forwarded-for': '198.51.100.7' }

  assert.equal((await fetch(url)).status, 401)
  assert.equal((await fetch(url, { headers: { ...from, authorization: `Bearer ${token}` } })).status, 200)
})

test('a worker has a port for its metrics, and nothing else on it', async () => {
  const lines: string[] = []
  const log = pino(logOptions('info'), { write: (line) => lines.push(line) })
  await using app = await openApp({ roles: ['worker'], metrics: { token: null, port: 0 } }, log)
  assert.equal((await app.start()).port, 0)
  const { port } = lines
    .map((line): { msg: string; port: number } => JSON.parse(line))
    .find(({ msg }) => msg === 'metrics are read here')!
  const url = `http://127.0.0.1:${port}`

  const read = await fetch(`${url}/metrics`)
  assert.equal(read.status, 200)
  assert.match(await read.text(), /fairlead_build_info\{[^}]*roles="worker"\} 1/)
  assert.equal((await fetch(`${url}/readyz`)).status, 200)
  for (const path of ['/', '/api/v1/me', '/webhooks/whatsapp/x'])
    assert.equal((await fetch(url + path)).status, 404, path)
})
