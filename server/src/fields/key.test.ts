import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fieldKey } from '@fairlead/sdk'
import { keyFrom } from './key.ts'

test('makes a key of a name, whatever the script', () => {
  const names: [string, string][] = [
    ['Customer number', 'customer_number'],
    ['Größe (cm)', 'grosse_cm'],
    ['Địa chỉ giao hàng', 'dia_chi_giao_hang'],
    ['Priorità', 'priorita'],
    ['ที่อยู่', 'field'],
    ['2nd phone', 'nd_phone'],
    ['—', 'field'],
  ]
  for (const [name, key] of names) assert.equal(keyFrom(name, []), key, name)
})

test('a key that is taken gets a number', () => {
  assert.equal(keyFrom('Plan', ['plan', 'plan_2']), 'plan_3')
})

test('a long name makes a key that fits', () => {
  assert.ok(fieldKey.safeParse(keyFrom('word '.repeat(30), [])).success)
  assert.ok(fieldKey.safeParse(keyFrom('word '.repeat(30), [keyFrom('word '.repeat(30), [])])).success)
})
