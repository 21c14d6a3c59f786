import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestDatabase, query } from './testing.ts'

test('each test database is migrated, a world of its own, and gone at the end', async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()])

  await query(one.url, 'CREATE TABLE only_here ()')
  assert.deepEqual(await query(other.url, `SELECT to_regclass('only_here') AS found`), [{ found: null }])
  assert.notEqual((await query(other.url, 'SELECT FROM migration')).length, 0)

  await one[Symbol.asyncDispose]()
  await other[Symbol.asyncDispose]()
  await assert.rejects(query(one.url, 'SELECT 1'), { code: '3D000' })
})
