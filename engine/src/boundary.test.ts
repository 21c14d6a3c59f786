import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.includes('testing'))
  .map((path) => ({ path, text: readFileSync(join(import.meta.dirname, path), 'utf8') }))

test('the engine imports nothing but itself', () => {
  for (const { path, text } of sources) {
    const imported = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^'\s]+)'/g)].map(([, name]) => name!)

    assert.deepEqual(
      imported.filter((name) => !name.startsWith('.') || name.includes('testing')),
      [],
      path,
    )
  }
})

test('the engine reads no clock, no random source and no surroundings', () => {
  for (const { path, text } of sources) {
    assert.doesNotMatch(text, /\b(Date|Temporal\.Now|Math\.random|crypto|performance|process|globalThis)\b/, path)
  }
})
