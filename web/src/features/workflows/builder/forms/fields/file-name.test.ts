import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileNameOf } from './file-name.ts'

test('a file has the name that its headers say', () => {
  assert.equal(fileNameOf("inline; filename*=UTF-8''price%20list.pdf"), 'price list.pdf')
  assert.equal(fileNameOf('attachment; filename="a.png"'), 'a.png')
})

test('a file without a name, or with an unreadable one, has none', () => {
  assert.equal(fileNameOf('inline'), null)
  assert.equal(fileNameOf("inline; filename*=UTF-8''%E0%A4%A"), null)
})
