import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeMigrations } from './inspect-database.ts'

test('a database at this version is well', () => {
  assert.equal(judgeMigrations('18.4', ['0001_init.sql'], ['0001_init.sql']).level, 'ok')
})

test('an empty one will be migrated, and says so', () => {
  const { level, message } = judgeMigrations('18.4', [], ['0001_init.sql'])

  assert.equal(level, 'ok')
  assert.match(message, /made at the first start/)
})

test('migrations that wait are named', () => {
  const { level, message } = judgeMigrations('18.4', ['0001_init.sql'], ['0001_init.sql', '0002_more.sql'])

  assert.equal(level, 'hint')
  assert.match(message, /0002_more\.sql/)
})

test('a database of a newer version is a problem', () => {
  const { level, message } = judgeMigrations('18.4', ['0001_init.sql', '0002_more.sql'], ['0001_init.sql'])

  assert.equal(level, 'problem')
  assert.match(message, /newer .*0002_more\.sql/)
})
