import assert from 'node:assert/strict'
import { test } from 'node:test'
import { splitLinks } from './links.ts'

test('a text without addresses stays whole', () => {
  assert.deepEqual(splitLinks('Good morning, 3.5 m http'), [{ text: 'Good morning, 3.5 m http', href: null }])
  assert.deepEqual(splitLinks(''), [])
})

test('addresses become links and the text around them stays', () => {
  assert.deepEqual(splitLinks('See https://shop.example/a?b=c#d and http://x.example!'), [
    { text: 'See ', href: null },
    { text: 'https://shop.example/a?b=c#d', href: 'https://shop.example/a?b=c#d' },
    { text: ' and ', href: null },
    { text: 'http://x.example', href: 'http://x.example' },
    { text: '!', href: null },
  ])
})

test('brackets and full stops around an address do not belong to it', () => {
  assert.deepEqual(hrefs('(https://shop.example/a).'), ['https://shop.example/a'])
  assert.deepEqual(hrefs('https://shop.example/wiki/Rope_(nautical)'), ['https://shop.example/wiki/Rope_(nautical)'])
  assert.deepEqual(hrefs('<https://shop.example/a>, next'), ['https://shop.example/a'])
})

test('nothing else becomes a link', () => {
  assert.deepEqual(hrefs('javascript:alert(1) data:text/html,x ftp://a.example file:///etc //a.example'), [])
  assert.deepEqual(hrefs('https:// http://'), [])
})

test('a text of many brackets is split in reasonable time', () => {
  const before = performance.now()
  splitLinks(`https://a.example/${')'.repeat(20_000)}`)
  assert.ok(performance.now() - before < 500)
})

function hrefs(text: string): (string | null)[] {
  return splitLinks(text)
    .map(({ href }) => href)
    .filter((href) => href !== null)
}
