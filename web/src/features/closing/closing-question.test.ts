import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askClosing } from './closing-question.ts'

test('whoever is asked again has not answered the question before', async () => {
  const about = { name: 'Cora', count: 1, before: null }
  const first = askClosing(about)
  const second = askClosing(about)
  assert.equal(await first, null)
  const third = askClosing(about)
  assert.equal(await second, null)
  void third
})
