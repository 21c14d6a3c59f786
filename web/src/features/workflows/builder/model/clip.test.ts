import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clipOf, copiesOf, stepsOfClip } from './clip.ts'
import { sample, sampleStep } from './sample.ts'

const hello = sampleStep('send_message', 'send_message-1', { next: 'assign-1', failed: 'elsewhere' })
const team = sampleStep('assign', 'assign-1', { timeout: 'send_message-1' })

test('steps go through the clipboard with the connections among them, under new ids', () => {
  const steps = stepsOfClip(clipOf([hello, team]))
  assert.ok(steps)
  const [first, second] = copiesOf(sample(hello, team), steps)
  assert.deepEqual([first?.id, first?.exits], ['send_message-2', { next: 'assign-2' }])
  assert.equal(second?.id, 'assign-2')
  assert.deepEqual(first?.at, { x: 40, y: 40 })
})

test('a jump of a copy goes to the copy, or nowhere', () => {
  const jump = sampleStep('jump', 'jump-1', {}, { to: 'send_message-1' })
  const [, within] = copiesOf(sample(), [hello, jump])
  const [without] = copiesOf(sample(), [jump])
  assert.ok(within?.type === 'jump' && within.to === 'send_message-1')
  assert.ok(without?.type === 'jump' && without.to === null)
})

test('the first copy goes where it is told, the others beside it as before', () => {
  const copies = copiesOf(sample(), [hello, { ...team, at: { x: 300, y: 0 } }], { x: 100, y: 100 })
  assert.deepEqual(
    copies.map(({ at }) => at),
    [
      { x: 100, y: 100 },
      { x: 400, y: 100 },
    ],
  )
})

for (const [what, text] of [
  ['a text', 'Where is my order?'],
  ['other JSON', '{"steps":[]}'],
  ['no step at all', clipOf([])],
  ['a step of an unknown type', '{"kind":"fairlead-workflow-steps","steps":[{"id":"a","type":"fly"}]}'],
] as const) {
  test(`${what} is not ours`, () => assert.equal(stepsOfClip(text), null))
}
