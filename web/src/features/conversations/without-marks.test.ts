import assert from 'node:assert/strict'
import { test } from 'node:test'
import { conversationExample } from './examples.ts'
import { isMarked, withoutMarks } from './without-marks.ts'

test('a text reads as what its marks mean, within each other too', () => {
  const texts = [
    ['**Hello** _Ana_, ~not~ `now`', 'Hello Ana, not now'],
    ['**It is _really_ late**', 'It is really late'],
    ['See [our terms](https://example.com/terms) for that', 'See our terms for that'],
    ['See https://example.com/a_b_c', 'See https://example.com/a_b_c'],
    ['```sql\nSELECT 1\n``` works', 'SELECT 1 works'],
    ['2 * 3, snake_case_name and **half', '2 * 3, snake_case_name and **half'],
    ['', ''],
  ]
  for (const [text, plain] of texts) assert.equal(withoutMarks(text!).text, plain)
})

test('what was found stands where it was found', () => {
  const text = 'The **second invoice** of _May_, [here](https://example.com/invoice)'
  const found = [...text.matchAll(/invoice|May/g)].map(({ index, 0: word }) => [index, index + word.length] as const)

  const plain = withoutMarks(text, found)

  assert.equal(plain.text, 'The second invoice of May, [here](https://example.com/invoice)')
  assert.deepEqual(
    plain.ranges.map(([from, to]) => plain.text.slice(from, to)),
    ['invoice', 'May', 'invoice'],
  )
})

test('what was found across a sign keeps it', () => {
  assert.deepEqual(withoutMarks('a **b** c', [[0, 5]]), { text: 'a **b** c', ranges: [[0, 5]] })
})

test('only what we wrote has marks, where the channel shows what they mean', () => {
  const said = (authorType: 'contact' | 'member' | 'system', channelType: 'whatsapp' | 'webchat') => {
    const lastMessage = { text: '**Hello**', kind: 'text', authorType, at: '2026-01-01T12:00:00.000Z' }
    return isMarked(conversationExample({ channelType, lastMessage }))
  }

  assert.deepEqual(
    [said('member', 'whatsapp'), said('system', 'whatsapp'), said('contact', 'whatsapp'), said('member', 'webchat')],
    [true, true, false, false],
  )
  assert.equal(isMarked(conversationExample({ channelType: 'whatsapp', lastMessage: null })), false)
})
