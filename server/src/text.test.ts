import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutBadText } from './text.ts'

test('takes out what PostgreSQL cannot store, wherever it stands', () => {
  assert.deepEqual(withoutBadText({ 'a\0': ['b\0c', { d: '\ud800e' }], n: 1, t: true, z: null, u: undefined }), {
    a: ['bc', { d: '\ufffde' }],
    n: 1,
    t: true,
    z: null,
    u: undefined,
  })
})

test('leaves alone what is no text', () => {
  const date = new Date()
  const bytes = Buffer.from('a\0b')

  assert.equal(withoutBadText(date), date)
  assert.equal(withoutBadText(bytes), bytes)
})

test('leaves good text as it is', () => {
  const text = '👩‍👩‍👧 e\u0301 \u202eabc \t\n <b>'
  assert.equal(withoutBadText(text), text)
})
