import assert from 'node:assert/strict'
import { test } from 'node:test'
import { idFrom, variableFrom } from './ids.ts'

const valid = /^[a-z0-9][a-z0-9_-]{0,39}$/

test('an id is made of the title', () => {
  assert.equal(idFrom('Track my order', []), 'track-my-order')
  assert.equal(idFrom('  Größe & Übergabe!  ', []), 'gro-e-ubergabe')
})

test('an id that is taken gets a number', () => {
  assert.equal(idFrom('Sales', ['sales']), 'sales-2')
  assert.equal(idFrom('Sales', ['sales', 'sales-2']), 'sales-3')
})

test('a title without Latin letters is numbered', () => {
  assert.equal(idFrom('ขาย', []), 'part-1')
  assert.equal(idFrom('สนับสนุน', ['part-1']), 'part-2')
})

test('an id is one that the contract takes, however long and odd the title', () => {
  for (const title of ['', '---', '-a-', 'x'.repeat(200), `${'word '.repeat(30)}`, '9 to 5', '🙂'])
    for (const taken of [[], [idFrom(title, [])]]) assert.match(idFrom(title, taken), valid, title)
})

test('a variable begins with a letter', () => {
  assert.equal(variableFrom('Order number'), 'order_number')
  assert.equal(variableFrom('2nd café '), 'nd_cafe_')
  assert.equal(variableFrom('๑'), '')
})
