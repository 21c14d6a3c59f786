import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileSize } from './file-size.ts'

test('a size is short and in a fitting unit', () => {
  const sizes = [0, 512, 1500, 340_000, 2_400_000, 25_000_000, 3_000_000_000_000]

  assert.deepEqual(
    sizes.map((bytes) => fileSize(bytes, 'en-GB')),
    ['0 byte', '512 byte', '1.5 kB', '340 kB', '2.4 MB', '25 MB', '3,000 GB'],
  )
})
