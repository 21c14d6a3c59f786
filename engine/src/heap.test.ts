import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ascending } from './ascending.ts'
import { Heap } from './heap.ts'

test('gives back what it was given, lowest first, whatever is pushed in between', () => {
  // A number is pushed, null takes the lowest out.
  const steps = fc.array(fc.option(fc.integer({ min: 0, max: 20 })), { maxLength: 60 })

  fc.assert(
    fc.property(fc.array(fc.nat({ max: 20 })), steps, (start, all) => {
      const heap = new Heap(start, ascending)
      let model = start.toSorted(ascending)

      for (const step of all) {
        if (step === null) {
          assert.equal(heap.pop(), model[0])
          model = model.slice(1)
        } else {
          heap.push(step)
          model = [...model, step].toSorted(ascending)
        }
      }
      assert.deepEqual(
        model.map(() => heap.pop()),
        model,
      )
      assert.equal(heap.pop(), undefined)
    }),
  )
})
