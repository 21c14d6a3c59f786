import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

test('the interpreter reads no clock, no random source and no surroundings, and asks nobody', () => {
  const files = readdirSync(import.meta.dirname).filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  assert.ok(files.includes('step.ts'))
  for (const path of files) {
    const text = readFileSync(join(import.meta.dirname, path), 'utf8')
    assert.doesNotMatch(
      text,
      /\bDate\b|Temporal\.Now|Math\.random|\bperformance\b|\bprocess\.|\bfetch\(|'node:|\/db\//,
      path,
    )
  }
})
