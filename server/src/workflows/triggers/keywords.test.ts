import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mentions } from './keywords.ts'

const cases: readonly (readonly [language: string, keyword: string, text: string, isThere: boolean])[] = [
  ['English', 'price', 'What is the PRICE?', true],
  ['English', 'price', 'priceless', false],
  ['English', 'order status', 'my order   status, please', true],
  ['English', 'stop', 'non-stop', true],
  ['English', 'car', 'car_wash', false],
  ['German', 'rückgabe', 'Zur RÜCKGABE bitte', true],
  ['German', 'rückgabe', 'Rückgaberecht', false],
  // As it is typed on some phones: u and two dots apart.
  ['German', 'rückgabe', 'Ru\u0308ckgabe', true],
  ['Italian', 'perché', 'Perché?', true],
  ['Italian', 'è', 'caffè', false],
  ['Vietnamese', 'đơn hàng', 'cho hỏi ĐƠN HÀNG của tôi', true],
  ['Vietnamese', 'an', 'đan', false],
  ['Thai', 'ราคา', 'อยากทราบราคาสินค้า', true],
  ['Thai', 'ราคา', 'สวัสดี', false],
  ['Thai', 'promo', 'มีpromoไหม', true],
  ['Thai', 'promo', 'มีpromotionไหม', false],
  ['Chinese', '退款', '我要退款', true],
  ['Korean', '환불', '환불을 원해요', true],
  ['Arabic', 'سعر', 'ما سعر هذا؟', true],
  ['Arabic', 'سعر', 'الأسعار', false],
  ['Russian', 'цена', 'Какая ЦЕНА', true],
  ['Russian', 'цен', 'цена', false],
  ['signs', 'c++', 'I know C++!', true],
  ['signs', '👍', 'thanks👍', true],
  ['letters beyond the first plane', '𐐨', 'x𐐨', false],
]

for (const [language, keyword, text, isThere] of cases) {
  test(`${language}: “${keyword}” ${isThere ? 'stands' : 'does not stand'} in “${text}”`, () => {
    assert.equal(mentions(text, [keyword]), isThere)
  })
}

test('any of several will do, and none is in nothing', () => {
  assert.equal(mentions('Where is my parcel?', ['order', 'parcel']), true)
  assert.equal(mentions('', ['order']), false)
})
