import assert from 'node:assert/strict'
import { test } from 'node:test'
import { textsOf } from './dialogue.ts'
import { Random } from './random.ts'
import { dialogues, recall, utter, withoutNumbers } from './script.ts'

const turns = dialogues.flatMap((dialogue) => dialogue.turns.map((turn, index) => ({ dialogue, turn, index })))

test('no two lines of customers say the same, so that each leads to its scene', () => {
  const texts = turns.flatMap(({ turn }) => turn.customer.flatMap(textsOf)).map(withoutNumbers)

  assert.deepEqual(
    texts.filter((text, index) => texts.indexOf(text) !== index),
    [],
  )
})

test('every turn of a customer has a text, by which it is recalled as it is said', () => {
  const random = new Random(1)
  for (const { dialogue, turn, index } of turns) {
    const spoken = turn.customer.filter((line) => textsOf(line).length > 0)
    assert.notEqual(spoken.length, 0)
    for (const line of spoken) assert.deepEqual(recall(utter(line, random)), { dialogue, turn: index })
  }
})

test('what is in no script is not recalled', () => {
  assert.equal(recall('Is anybody real there?'), null)
})

test('only dialogues for the phone have what only a phone sends', () => {
  const others = turns.filter(({ dialogue }) => !dialogue.isForPhone).flatMap(({ turn }) => turn.customer)

  assert.ok(others.every((line) => textsOf(line).length > 0))
})
