import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readEmoji } from './emoji-data.ts'
import { findEmoji } from './find-emoji.ts'
import { recentEmoji, rememberEmoji } from './recent-emoji.ts'

test('finds by words of the name, those that begin so first', async () => {
  const groups = await readEmoji()
  const [first] = findEmoji(groups, 'ship')
  assert.deepEqual(first, ['🚢', 'ship'])
  assert.ok(findEmoji(groups, 'face tears').some(([sign]) => sign === '😂'))
  assert.deepEqual(findEmoji(groups, 'no such thing at all'), [])
})

test('every sign is there once', async () => {
  const signs = (await readEmoji()).flatMap(([, emoji]) => emoji.map(([sign]) => sign))
  assert.ok(signs.length > 1800)
  assert.equal(new Set(signs).size, signs.length)
})

test('what was used last comes first, and once', () => {
  const kept = new Map<string, string>()
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: kept.set.bind(kept) }
  for (const sign of ['😀', '🚢', '😀']) rememberEmoji(sign, storage)
  assert.deepEqual(recentEmoji(storage), ['😀', '🚢'])
  kept.set('fairlead.emoji', 'no JSON')
  assert.deepEqual(recentEmoji(storage), [])
})
