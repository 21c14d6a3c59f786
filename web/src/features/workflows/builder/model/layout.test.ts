import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placeAfter, placesOf } from './layout.ts'
import { sample, sampleStep } from './sample.ts'
import { grid, heightOf, nodeWidth } from './size.ts'

const fork = sampleStep('branch', 'fork', { 'branch:a': 'left', else: 'right' })
const left = sampleStep('assign', 'left', { next: 'end' })
const right = sampleStep('note', 'right', { next: 'end' })
const definition = sample(fork, left, right, sampleStep('close', 'end'), sampleStep('stop', 'loose'))

test('lays steps out from left to right, on the grid, without covering one another', () => {
  const places = placesOf(definition)
  const at = (id: string) => places[id] ?? assert.fail(id)
  assert.ok(at('fork').x > 0 && at('left').x > at('fork').x && at('end').x > at('left').x)
  assert.equal(at('left').x, at('right').x)
  for (const { x, y } of Object.values(places)) assert.deepEqual([x % grid, y % grid].map(Math.abs), [0, 0])
  for (const a of definition.steps) {
    for (const b of definition.steps) {
      if (a.id >= b.id) continue
      const areApart =
        Math.abs(at(a.id).x - at(b.id).x) >= nodeWidth ||
        at(a.id).y >= at(b.id).y + heightOf(b) ||
        at(b.id).y >= at(a.id).y + heightOf(a)
      assert.ok(areApart, `${a.id} covers ${b.id}`)
    }
  }
})

test('three hundred steps are laid out within two seconds', () => {
  const steps = Array.from({ length: 300 }, (_, index) =>
    sampleStep('assign', `s${index}`, { next: `s${index * 2 + 1}`, failed: `s${index * 2 + 2}` }),
  )
  const begun = performance.now()
  assert.equal(Object.keys(placesOf(sample(...steps))).length, 300)
  assert.ok(performance.now() - begun < 2000)
})

test('a new step goes behind what leads to it, below what is there already', () => {
  const first = placeAfter(sample(fork), 'fork')
  const second = placeAfter(sample(fork, { ...left, at: first }), 'fork')
  assert.equal(first.x, second.x)
  assert.ok(second.y >= first.y + heightOf(left))
})
