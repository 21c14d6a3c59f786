import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Mark, parseFormatting, plainText } from './marks.ts'

test('leaves text without marks alone', () => {
  for (const text of [
    '',
    'Hello',
    '2 * 3 * 4',
    'a snake_case_name',
    '~ about 5 ~ 6',
    '**',
    '** no **',
    '_ no _',
    'a`b',
  ]) {
    assert.equal(plainText(parseFormatting(text)), text)
    assert.ok(
      parseFormatting(text).every(({ marks, url }) => marks.length === 0 && url === null),
      text,
    )
  }
})

test('reads every mark', () => {
  assert.deepEqual(brief('**a b** _c_, ~d~ and `e`'), [
    ['a b', ['bold']],
    [' ', []],
    ['c', ['italic']],
    [', ', []],
    ['d', ['strike']],
    [' and ', []],
    ['e', ['code']],
  ])
})

test('reads marks within marks, and none in code', () => {
  assert.deepEqual(brief('**a _b_**'), [
    ['a ', ['bold']],
    ['b', ['bold', 'italic']],
  ])
  assert.deepEqual(brief('`**a**`'), [['**a**', ['code']]])
  assert.deepEqual(brief('```js\n_a_\n```'), [['_a_', ['block']]])
})

test('reads links to the web, and no others', () => {
  assert.deepEqual(parseFormatting('[the _list_](https://shop.example/a_b_c)'), [
    { text: 'the ', marks: [], url: 'https://shop.example/a_b_c' },
    { text: 'list', marks: ['italic'], url: 'https://shop.example/a_b_c' },
  ])
  assert.deepEqual(brief('[no](javascript:alert(1))'), [['[no](javascript:alert(1))', []]])
})

test('leaves addresses in the text alone', () => {
  for (const address of ['https://shop.example/_a_/~b~?q=*', 'https://shop.example/a_b_', 'http://a.example/**x**']) {
    assert.equal(plainText(parseFormatting(address)), address)
  }
  assert.deepEqual(brief('**https://shop.example/_a_/b**'), [['https://shop.example/_a_/b', ['bold']]])
})

test('writes plain text, with the address behind a link', () => {
  const plain = (text: string): string => plainText(parseFormatting(text))
  assert.equal(
    plain('See **the** [price _list_](https://shop.example/p), please'),
    'See the price list (https://shop.example/p), please',
  )
  assert.equal(plain('[https://shop.example/p](https://shop.example/p)'), 'https://shop.example/p')
})

test('takes no time over what is never closed', () => {
  const began = performance.now()
  for (const piece of ['**a', '_a', '~a', '`a', '[a', '[a](', '```', '**a _b ~c `d [e'])
    parseFormatting(piece.repeat(2_000))
  assert.ok(performance.now() - began < 2_000)
})

function brief(text: string): readonly (readonly [text: string, marks: readonly Mark[]])[] {
  return parseFormatting(text).map(({ text: piece, marks }) => [piece, marks])
}
