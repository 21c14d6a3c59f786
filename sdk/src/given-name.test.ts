import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenName } from './given-name.ts'

const names = {
  'Cora Customer': 'Cora',
  '  Jürgen   von Beispiel ': 'Jürgen',
  'สมชาย ตัวอย่าง': 'สมชาย',
  Cher: 'Cher',
  '': '',
}

test('the first word, where the family’s name comes last', () => {
  for (const [name, given] of Object.entries(names)) assert.equal(givenName(name), given)
})

test('the last word of a Vietnamese name, whichever way its letters are made and if they are there at all', () => {
  for (const name of ['Nguyễn Thị Ánh', 'NGUYỄN THỊ ÁNH'.toLowerCase(), 'Nguyễn Thị Ánh'.normalize('NFD')]) {
    assert.equal(givenName(name).toLowerCase(), 'ánh')
  }
  assert.equal(givenName('Tran Van Binh'), 'Binh')
  assert.equal(givenName('Linh Nguyen'), 'Linh')
  assert.equal(givenName('Nguyễn'), 'Nguyễn')
})
