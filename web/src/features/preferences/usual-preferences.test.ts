import assert from 'node:assert/strict'
import { test } from 'node:test'
import { preferences } from '@fairlead/sdk'
import { usualPreferences } from './usual-preferences.ts'

test('the app begins with what the server begins with', () => {
  assert.deepEqual(usualPreferences, preferences.parse({}))
})
