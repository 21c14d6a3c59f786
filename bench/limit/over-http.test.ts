import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { createEmptyDatabase, query } from '../../server/src/db/testing.ts'
import type { Webhooks } from '../intake/requests.ts'
import { measureOverHttp } from './over-http.ts'

test('the least server answers what it stored, and leaves nothing behind', async () => {
  await using database = await createEmptyDatabase()
  const options: Webhooks = {
    host: '127.0.0.1',
    appSecret: 'an-app-secret',
    channels: [{ id: 'a-channel', phoneNumberId: '106540352242922' }],
    customers: 20_000,
    burst: 20_000,
    bursts: 1,
    idPrefix: 'wamid.test.',
    seed: 1,
  }
  const trial = {
    databaseUrl: database.url,
    agents: 10,
    connections: 4,
    requests: { module: join(import.meta.dirname, '..', 'intake', 'requests.ts'), options },
    seconds: 1,
  }

  assert.ok((await measureOverHttp({ ...trial, appSecret: options.appSecret })) > 0)
  await assert.rejects(measureOverHttp({ ...trial, appSecret: 'another' }), /The least server failed/)
  assert.deepEqual(await query(database.url, `SELECT FROM pg_namespace WHERE nspname = 'lim'`), [])
})
