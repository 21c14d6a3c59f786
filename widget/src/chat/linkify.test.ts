import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linkify } from './linkify.ts'

test('leaves text without an address as it is', () => {
  assert.deepEqual(linkify('2 < 3 & <b>no</b>'), [{ text: '2 < 3 & <b>no</b>', href: null }])
  assert.deepEqual(linkify(''), [])
})

test('finds addresses among words', () => {
  assert.deepEqual(linkify('See https://shop.example/a?b=1#c and www.shop.example too'), [
    { text: 'See ', href: null },
    { text: 'https://shop.example/a?b=1#c', href: 'https://shop.example/a?b=1#c' },
    { text: ' and ', href: null },
    { text: 'www.shop.example', href: 'https://www.shop.example/' },
    { text: ' too', href: null },
  ])
})

test('leaves the end of the sentence outside', () => {
  assert.deepEqual(links('Is it https://shop.example/a? No, https://shop.example/b.'), [
    'https://shop.example/a',
    'https://shop.example/b',
  ])
})

test('keeps a bracket that belongs to the address', () => {
  assert.deepEqual(links('(https://wiki.example/Rope_(ship))'), ['https://wiki.example/Rope_(ship)'])
})

test('never links to anything but the web', () => {
  for (const text of [
    'javascript:alert(1)',
    'data:text/html,hi',
    'file:///etc/passwd',
    'javascript://x.example/%0aalert(1)',
  ]) {
    assert.deepEqual(links(text), [], text)
  }
})

test('ends an address at a mark that turns the direction of text', () => {
  assert.deepEqual(links('https://shop.example/\u202efdp.exe'), ['https://shop.example/'])
})

test('does not link what is no address', () => {
  assert.deepEqual(links('https:// and http://? and www. and https://nothing'), [])
})

test('gives back every character', () => {
  const text = 'a https://x.example, (www.y.example) b\nhttps://z.example/…'
  assert.equal(
    linkify(text)
      .map((piece) => piece.text)
      .join(''),
    text,
  )
})

function links(text: string): string[] {
  return linkify(text).flatMap((piece) => piece.href ?? [])
}
