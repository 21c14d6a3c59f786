import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fold, foldText } from './fold.ts'
import { grams, toQuery, wantedWords } from './grams.ts'
import { excerptOf, findInAny, findRanges } from './highlight.ts'

const texts = [
  'Hello, I need help with my order 12345: it has not arrived yet.',
  'Könnten Sie mir die Stornorechnung in der Größe XL schicken? Straße 5, München',
  'Perché non è ancora arrivato l’ordine? Così non va, città di Forlì.',
  'Tôi muốn đặt hàng lại đôi giày cỡ 42, giao đến quận Bình Thạnh được không ạ?',
  'สวัสดีครับ อยากสั่งซื้อรองเท้าเบอร์ ๔๒ น้ำหนักเท่าไหร่ครับ',
  '我想退货，发票在哪里？订单号 12345',
  '注文した靴がまだ届きません。ｶﾞｲﾄﾞを送ってください',
  'أريد إلغاء الطلبيّة رقم ١٢٣٤٥ من فضلك',
  'ΟΔΟΣ Ερμού 12 · Счёт ещё не пришёл 😀 👍🏽 İstanbul ﬁne ½',
]

const pairs: readonly [text: string, q: string][] = [
  ['Tôi muốn đặt hàng', 'dat hang'],
  ['Toi muon dat hang', 'đặt hàng'],
  ['Die Größe passt', 'grosse'],
  ['Die Grösse passt', 'GRÖSSE'],
  ['Stornorechnung fehlt', 'rechnung'],
  ['Così è la città', 'cosi citta'],
  ['น้ำหนักเท่าไหร่', 'นำหนัก'],
  ['นำหนักเท่าไร', 'น้ำหนัก'],
  ['รองเท้าเบอร์ ๔๒', 'เบอร 42'],
  ['อยากสั่งซื้อรองเท้า', 'รองเท้า'],
  ['发票在哪里', '发票'],
  ['发票在哪里', '票'],
  ['ｶﾞｲﾄﾞを送って', 'ガイド'],
  ['注文した靴が', '靴'],
  ['أريد إلغاء الطلبيّة', 'الغاء الطلبيه'],
  ['Счёт ещё не пришёл', 'счет еще'],
  ['İstanbul', 'istanbul'],
  ['rufen Sie 0151 2345678 an', '2345'],
]

test('what is written in another way is found all the same', () => {
  for (const [text, q] of pairs) {
    assert.ok(isFound(text, q), `${q} in ${text}`)
    assert.ok(findRanges(text, wantedWords(q)), `${q} in ${text}`)
  }
})

test('what does not stand there is not found', () => {
  for (const [text, q] of [
    ['this is it', 'hi'],
    ['มาก', 'หมา'],
    ['发票', '票发'],
    ['Stornorechnung', 'rechner'],
    ['hello', 'hello you'],
  ] as const) {
    assert.equal(findRanges(text, wantedWords(q)), null, `${q} in ${text}`)
  }
})

test('whatever a text has from the beginning of a word on is found, and shown where it stands', () => {
  const random = seeded(7)
  for (let round = 0; round < 3000; round += 1) {
    const text = texts[Math.floor(random() * texts.length)]!
    const segments = [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)]
    const begins = segments.filter(({ index }) => index === 0 || /[\s,.:’，。·]/u.test(text[index - 1]!))
    const begin = begins[Math.floor(random() * begins.length)]!.index
    const ends = segments.filter(({ index }) => index > begin).map(({ index }) => index)
    const end = ends[Math.floor(random() * Math.min(ends.length, 24))] ?? text.length
    const q = text.slice(begin, end)
    const words = wantedWords(q)
    if (words.length === 0) continue
    assert.ok(isFound(text, q), `${q} in ${text}`)
    checkRanges(text, q)
    checkRanges(text, q.normalize('NFD'))
    checkRanges(text.normalize('NFD'), q)
  }
})

test('any part of a run of Thai, Chinese and Japanese is found', () => {
  for (const text of ['อยากสั่งซื้อรองเท้าเบอร์', '我想退货发票在哪里', '注文した靴がまだ届きません']) {
    const letters = [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)].map(
      (each) => each.segment,
    )
    for (let from = 0; from < letters.length; from += 1) {
      for (let to = from + 1; to <= letters.length; to += 1) {
        const q = letters.slice(from, to).join('')
        assert.ok(isFound(text, q), `${q} in ${text}`)
        checkRanges(text, q)
      }
    }
  }
})

test('a place in the folded text leads back to whole letters of the original', () => {
  for (const text of texts.flatMap((each) => [each, each.normalize('NFD')])) {
    const { text: folded, starts, ends } = fold(text)
    assert.equal(folded, foldText(text))
    for (let unit = 0; unit < folded.length; unit += 1) {
      assert.ok(starts[unit]! < ends[unit]! && ends[unit]! <= text.length)
      assert.ok(unit === 0 || starts[unit]! >= starts[unit - 1]!)
      assert.ok(foldText(text.slice(starts[unit], ends[unit])).includes(folded[unit]!))
    }
  }
})

test('no gram can be more than a gram, whatever the text', () => {
  const random = seeded(11)
  for (let round = 0; round < 500; round += 1) {
    const text = Array.from({ length: 40 }, () => String.fromCharCode(Math.floor(random() * 0x10000))).join('')
    for (const gram of grams(text)) {
      assert.ok(gram !== '' && gram.isWellFormed() && !/[\s'"\\:&|!()]/.test(gram), JSON.stringify(gram))
    }
    assert.ok(toQuery(wantedWords(text)).isWellFormed())
  }
})

test('long texts and long words are cut, and what they begin with is found', () => {
  assert.ok(grams('x'.repeat(1_000_000)).length < 60)
  assert.ok(isFound(`${'a1b2c3'.repeat(40)} end`, 'a1b2c3'.repeat(30)))
  assert.ok(grams(Array.from({ length: 9000 }, (_, index) => `word${index}`).join(' ')).length < 9000)
})

test('an excerpt shows the first place, and its ranges lie on it', () => {
  const text = `${'Lorem ipsum dolor sit amet.\n'.repeat(20)}Then the invoice came. ${'And more of it. '.repeat(30)}`
  const { excerpt, ranges } = excerptOf(text, findRanges(text, wantedWords('invoice'))!)
  assert.ok(excerpt.length < 240 && excerpt.startsWith('…') && excerpt.endsWith('…') && !excerpt.includes('\n'))
  assert.deepEqual(
    ranges.map(([from, to]) => excerpt.slice(from, to)),
    ['invoice'],
  )
  assert.deepEqual(excerptOf('short', [[0, 5]]), { excerpt: 'short', ranges: [[0, 5]] })
})

test('words may stand in several texts of one thing', () => {
  assert.deepEqual(findInAny(['Mara Muster', 'mara@example.com'], wantedWords('muster example')), [
    [[5, 11]],
    [[5, 12]],
  ])
  assert.equal(findInAny(['Mara Muster', 'mara@example.com'], wantedWords('muster other')), null)
})

/** As the index would: grams only. */
function isFound(text: string, q: string): boolean {
  const own = grams(text)
  const has = (term: string) => {
    const lexeme = term.slice(1, term.lastIndexOf("'"))
    return term.endsWith(':*') ? own.some((gram) => gram.startsWith(lexeme)) : own.includes(lexeme)
  }
  return toQuery(wantedWords(q))
    .split(/(?<=\)) & (?=\()/)
    .every((word) =>
      word
        .replace(/^\(|\)$/g, '')
        .split(' | ')
        .some((side) =>
          side
            .replace(/^\(|\)$/g, '')
            .split(' & ')
            .every(has),
        ),
    )
}

function checkRanges(text: string, q: string): void {
  const words = wantedWords(q)
  const ranges = findRanges(text, words)
  assert.ok(ranges !== null && ranges.length > 0, `${q} in ${text}`)
  let last = -1
  for (const [from, to] of ranges) {
    assert.ok(from > last && to > from && to <= text.length)
    const shown = foldText(text.slice(from, to))
    assert.ok(
      words.some((word) => shown.includes(word.text)),
      `${q} in ${text}: ${shown}`,
    )
    last = to
  }
}

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296
    return state / 4294967296
  }
}
