import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findSteps } from './find-steps.ts'
import { sample, sampleStep } from './sample.ts'

const message = sampleStep('note', 'a', {}, { text: 'Über Geschäftszeiten' })
const named = sampleStep('close', 'b', {}, { name: 'Say goodbye' })
const definition = sample(message, named)

for (const [sought, found] of [
  ['', ['a', 'b']],
  ['goodbye say', ['b']],
  ['uber gesch', ['a']],
  ['nowhere', []],
] as const) {
  test(`“${sought}” finds ${found.length}`, () => {
    assert.deepEqual(
      findSteps(definition, sought, ({ name }) => name).map(({ id }) => id),
      found,
    )
  })
}
