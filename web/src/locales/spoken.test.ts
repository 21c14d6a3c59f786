import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

// What stands on a button, and its longer name, which says whose it is.
const buttons = [
  ['fields', 'add', 'addFor.contact'],
  ['fields', 'add', 'addFor.conversation'],
  ['inbox', 'merge.undo', 'merge.undoOne'],
  ['assignment', 'waiting.claim', 'waiting.claimLabel'],
  ['policy', 'history.restore', 'history.restoreLabel'],
] as const

// Who speaks to the app says what can be read: the longer name has those words in it, one after the other.
for (const language of ['en', 'de', 'it', 'vi', 'th']) {
  test(`${language} names a button with the words that stand on it`, () => {
    for (const [file, words, name] of buttons) {
      const dictionary: unknown = JSON.parse(readFileSync(new URL(`${language}/${file}.json`, import.meta.url), 'utf8'))
      const [seen, spoken] = [textAt(dictionary, words), textAt(dictionary, name)]
      assert.ok(spoken.toLowerCase().includes(seen.toLowerCase()), `${spoken} is without ${seen}`)
    }
  })
}

function textAt(dictionary: unknown, key: string): string {
  const text = key
    .split('.')
    .reduce(
      (within, part) => (typeof within === 'object' && within !== null ? Reflect.get(within, part) : undefined),
      dictionary,
    )
  assert.ok(typeof text === 'string', `no text at ${key}`)
  return text
}
