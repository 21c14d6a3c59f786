import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type MarkName, marked } from './marks.ts'

test('marks what is selected, without the blanks around it', () => {
  assert.equal(done('bold', 'See [you ]soon'), 'See **[you]** soon')
  assert.equal(done('italic', '[Tôi]'), '_[Tôi]_')
})

test('takes the mark away where it is, selected with it or without', () => {
  assert.equal(done('bold', 'See **[you]** soon'), 'See [you] soon')
  assert.equal(done('bold', 'See [**you**] soon'), 'See [you] soon')
})

test('without a selection the caret stands between the signs', () => {
  assert.equal(done('code', 'Run []'), 'Run `[]`')
})

test('a word becomes a link whose address is to be typed, an address one whose label is', () => {
  assert.equal(done('link', 'See [our page]'), 'See (our page)<[https://]>')
  assert.equal(done('link', '[https://example.com]'), '([])<https://example.com>')
})

test('lines become a list, and no list again', () => {
  assert.equal(done('list', 'Bring:\nbo[ots\nha]t'), 'Bring:\n[- boots\n- hat]')
  assert.equal(done('list', '[- boots\n- hat]'), '[boots\nhat]')
  assert.equal(done('list', 'one[]'), '- one[]')
})

/** `[` and `]` stand for the selection, and in links `()` and `<>` for what is usually `[]` and `()`. */
function done(mark: MarkName, selected: string): string {
  const start = selected.indexOf('[')
  const end = selected.indexOf(']') - 1
  const text = selected.replace('[', '').replace(']', '')
  const { start: from, end: to, text: put, select = [0, 0] } = marked(mark, { text, start, end })
  const after = text.slice(0, from) + put + text.slice(to)
  const show = (part: string) =>
    mark === 'link'
      ? part.replace(/[[\]()]/g, (sign) => ({ '[': '(', ']': ')', '(': '<', ')': '>' })[sign] ?? '')
      : part
  const [first, last] = select
  return `${show(after.slice(0, first))}[${show(after.slice(first, last))}]${show(after.slice(last))}`
}
