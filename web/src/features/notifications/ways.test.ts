import assert from 'node:assert/strict'
import { test } from 'node:test'
import { usualPreferences } from '../preferences/usual-preferences.ts'
import { waysToTell } from './ways.ts'

const away = { isHere: false, isLookedAt: false, speaks: true, now: new Date('2026-03-02T12:00:00Z') }
const nothing = { desktop: false, sound: false }

test('who is away sees and hears it; who works here only hears it', () => {
  assert.deepEqual(waysToTell('message', usualPreferences, away), { desktop: true, sound: true })
  assert.deepEqual(waysToTell('message', usualPreferences, { ...away, isHere: true }), { desktop: false, sound: true })
})

test('nobody is told of what they look at, by a tab that does not speak, or of what they do not want', () => {
  assert.deepEqual(waysToTell('message', usualPreferences, { ...away, isHere: true, isLookedAt: true }), nothing)
  assert.deepEqual(waysToTell('message', usualPreferences, { ...away, speaks: false }), nothing)
  assert.deepEqual(waysToTell('waiting', usualPreferences, away), nothing)
})

test('quiet hours are quiet', () => {
  const quiet = { isOn: true, from: '11:00', to: '13:00', timeZone: 'UTC' }
  assert.deepEqual(waysToTell('assigned', { ...usualPreferences, quiet }, away), nothing)
})
