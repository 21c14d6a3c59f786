import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { channels } from '../list.ts'
import { withTables } from './table.ts'

const folder = new URL('../../../../docs/channels/', import.meta.url)

test('the page of all channels shows what their adapters declare', () => {
  const page = readFileSync(new URL('README.md', folder), 'utf8')
  assert.equal(page, withTables(page), 'run `node scripts/channel-table.ts`')
})

test('every type has a page of its own', () => {
  const missing = Object.keys(channels).filter((type) => !existsSync(new URL(`${type}.md`, folder)))
  assert.deepEqual(missing, [])
})
