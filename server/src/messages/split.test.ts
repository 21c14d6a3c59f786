import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseFormatting } from '@fairlead/sdk'
import fc from 'fast-check'
import { channels } from '../channels/list.ts'
import { sizeOf, splitText } from './split.ts'

test('leaves a text that fits alone', () => {
  assert.deepEqual(splitText('short', upTo(10)), ['short'])
  assert.deepEqual(splitText('', upTo(10)), [])
})

test('cuts at words and loses none', () => {
  const text = Array.from({ length: 400 }, (_, index) => `word${index}`).join(' ')
  const pieces = splitText(text, upTo(100))
  assert.ok(pieces.every((piece) => piece.length <= 100))
  assert.equal(pieces.join(' '), text)
})

test('prefers the end of a sentence to a space', () => {
  assert.deepEqual(splitText('One is here. Two is there now', upTo(20)), ['One is here.', 'Two is there now'])
})

test('never cuts inside a grapheme', () => {
  const family = '👨‍👩‍👧‍👦'
  const pieces = splitText(family.repeat(10), upTo(25))
  assert.equal(pieces.join(''), family.repeat(10))
  assert.ok(pieces.every((piece) => piece.length % family.length === 0))
})

test('a mark that is cut is closed, and opened again', () => {
  assert.deepEqual(splitText('**One two three four**', upTo(14)), ['**One two**', '**three four**'])
  assert.deepEqual(splitText('**One _two three four_**', upTo(16)), ['**One _two_**', '**_three four_**'])
  assert.deepEqual(splitText('```sql\nSELECT 1\n  + 2\n```', upTo(20)), ['```sql\nSELECT 1\n```', '```sql\n  + 2\n```'])
  assert.deepEqual(splitText('[the shop in town](https://a.example)', upTo(33)), [
    '[the shop in](https://a.example)',
    '[town](https://a.example)',
  ])
})

test('cuts beside a mark where it can, and before a link or an address that fits, however short the piece', () => {
  assert.deepEqual(splitText('One two or **three four**', upTo(20)), ['One two or', '**three four**'])
  assert.deepEqual(splitText('Hi https://shop.example/a-long-path', upTo(33)), [
    'Hi',
    'https://shop.example/a-long-path',
  ])
  assert.deepEqual(splitText('One, [here](https://a.example/path)', upTo(31)), [
    'One,',
    '[here](https://a.example/path)',
  ])
})

test('a link whose address leaves no room for its words is written out', () => {
  const url = `https://a.example/${'x'.repeat(40)}`
  assert.equal(splitText(`[here](${url})`, upTo(40)).join(''), `here (${url})`)
})

test('every piece is within the channel’s limit, and all of them read as the text did', () => {
  const limits = [...Object.values(channels).map(({ capabilities: { text } }) => text), ...small]
  for (const limit of limits) {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 3 }), (lines, times) => {
        const once = lines.join('\n')
        const repeats = Math.ceil((times * limit.max) / Math.max(1, sizeOf(once, limit.unit)))
        const text = Array.from({ length: Math.min(repeats, 2000) }, () => once).join('\n')
        const pieces = splitText(text, limit)

        assert.ok(pieces.every((piece) => sizeOf(piece, limit.unit) <= limit.max))
        assert.equal(pieces.map(read).join(''), read(text))
      }),
      { numRuns: limit.max > 1000 ? 4 : 100 },
    )
  }
})

const small = [
  { max: 60, unit: 'utf16' },
  { max: 80, unit: 'code_points' },
  { max: 100, unit: 'bytes' },
] as const

const word = fc.constantFrom(
  ...'a Ship town 2*3 snake_case Åland 送料は無料です。 👨‍👩‍👧‍👦 ~5 **no _maybe e̊ https://a.example/b'.split(' '),
)
const words = fc.array(word, { minLength: 1, maxLength: 12 }).map((all) => all.join(' '))
const signs = fc.constantFrom(
  ['**', '**'],
  ['_', '_'],
  ['~', '~'],
  ['`', '`'],
  ['[', '](https://b.example/)'],
  ['', ''],
)
const marked = fc.tuple(signs, words).map(([[open, close], inner]) => `${open}${inner}${close}`)
const nested = fc.tuple(signs, marked, words).map(([[open, close], inner, after]) => `${open}${inner} ${after}${close}`)
const block = words.map((inner) => `\`\`\`\n${inner.replaceAll(' ', '\n  ')}\n\`\`\``)
const line = fc.oneof(words, marked, nested, block, fc.constant(''))

/** The letters with their marks and links; where one is written out, or a space was cut at, the same. */
function read(text: string): string {
  return parseFormatting(text)
    .flatMap(({ text: own, marks, url }) =>
      [...own.replace(/\s/g, '')].map((letter) => `${letter}<${marks}${url ?? ''}>`),
    )
    .join('')
}

function upTo(max: number): { max: number; unit: 'utf16' } {
  return { max, unit: 'utf16' }
}
