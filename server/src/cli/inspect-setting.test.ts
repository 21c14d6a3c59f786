import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspectNode, inspectPublicUrl } from './inspect-setting.ts'

test('an old Node is a problem', () => {
  assert.equal(inspectNode('22.18.0').level, 'problem')
  assert.equal(inspectNode('24.0.0').level, 'ok')
})

test('an address without https is worth a word', () => {
  assert.equal(inspectPublicUrl('https://chat.example').level, 'ok')
  assert.equal(inspectPublicUrl('http://chat.example').level, 'hint')
})
