import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openingText } from './opening-text.ts'

const at = '2026-11-23T08:00:00.000Z'

test('a team opens by its own clock, whose zone is named where it is another', () => {
  assert.match(openingText(at, 'Europe/Berlin', 'en-GB', 'UTC'), /Mon,? 23 Nov,? (at )?09:00 (CET|GMT\+1)/)
  assert.match(openingText(at, 'Europe/Berlin', 'en-GB', 'Europe/Berlin'), /09:00$/)
  assert.match(openingText(at, null, 'en-GB', 'UTC'), /08:00$/)
})
