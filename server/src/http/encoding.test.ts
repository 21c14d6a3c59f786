import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodingOf } from './encoding.ts'

test('takes the best of what a client takes', () => {
  assert.equal(encodingOf('gzip, deflate, br, zstd', ['br', 'gzip']), 'br')
  assert.equal(encodingOf('gzip;q=1.0, *;q=0', ['br', 'gzip']), 'gzip')
  assert.equal(encodingOf('*', ['br', 'gzip']), 'br')
  assert.equal(encodingOf('BR ; q=0.1', ['br', 'gzip']), 'br')
})

test('takes none where the client does not say so', () => {
  assert.equal(encodingOf(undefined, ['br', 'gzip']), null)
  assert.equal(encodingOf('', ['gzip']), null)
  assert.equal(encodingOf('identity, gzip;q=0', ['br', 'gzip']), null)
  assert.equal(encodingOf('brotli', ['br']), null)
})
