import assert from 'node:assert/strict'
import { test } from 'node:test'
import { conversationExample } from '../conversations/examples.ts'
import { groupHits } from './group-hits.ts'
import { partsOf } from './parts-of.ts'
import { withSearch } from './with-search.ts'

test('hits stand by conversation, in the order in which they were found', () => {
  const [one, other] = [conversationExample({ id: 'one' }), conversationExample({ id: 'other' })]
  const hits = [one, other, one].map((conversation, index) => ({
    messageId: String(index),
    conversation,
    authorType: 'contact' as const,
    authorName: 'Mara Muster',
    isNote: false,
    at: '2031-05-01T08:00:00Z',
    excerpt: '',
    ranges: [],
  }))
  assert.deepEqual(
    groupHits(hits).map(({ conversation, hits }) => [conversation.id, hits.map(({ messageId }) => messageId)]),
    [
      ['one', ['0', '2']],
      ['other', ['1']],
    ],
  )
})

test('a text falls into what was found and what was not', () => {
  const show = (...given: Parameters<typeof partsOf>) =>
    partsOf(...given).map(({ text, isFound }) => (isFound ? `[${text}]` : text))
  assert.deepEqual(
    show('Tôi muốn đặt hàng', [
      [9, 12],
      [13, 17],
    ]),
    ['Tôi muốn ', '[đặt]', ' ', '[hàng]'],
  )
  assert.deepEqual(show('whole', [[0, 5]]), ['[whole]'])
  assert.deepEqual(show('none', []), ['none'])
  assert.deepEqual(show('', []), [])
})

test('the last searches are kept, each once, the newest first', () => {
  assert.deepEqual(withSearch(['b', 'a'], ' a '), ['a', 'b'])
  assert.deepEqual(withSearch([], '  '), [])
  assert.equal(withSearch(['1', '2', '3', '4', '5', '6', '7', '8'], '9').length, 8)
})
