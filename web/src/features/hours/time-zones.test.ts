import assert from 'node:assert/strict'
import { test } from 'node:test'
import { timeZones } from './time-zones.ts'

test('lists every zone once, and by the name of today', () => {
  const zones = timeZones()

  assert.equal(new Set(zones).size, zones.length)
  for (const name of ['UTC', 'Asia/Ho_Chi_Minh', 'Asia/Kolkata', 'Europe/Berlin', 'Europe/Kyiv']) {
    assert.ok(zones.includes(name), name)
  }
  assert.ok(!zones.includes('Asia/Saigon'))
})

test('each of them can be reckoned with', () => {
  for (const timeZone of timeZones()) new Intl.DateTimeFormat('en', { timeZone })
})
