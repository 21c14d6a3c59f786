import assert from 'node:assert/strict'
import { test } from 'node:test'
import { edited } from '../model/edit.ts'
import { sample, sampleStep } from '../model/sample.ts'
import { edgesOf, nodesOf } from './flow.ts'

const words = { label: () => 'Then', sentence: () => 'leads on' }
const shown = { problems: [], chosen: [], lit: new Set<string>(), labelOf: (id: string | null) => id ?? 'start' }
const before = sample(
  sampleStep('note', 'a', { next: 'b' }),
  sampleStep('note', 'b', { next: 'c' }),
  sampleStep('note', 'c'),
)

test('what is typed into a step draws that step anew, and no connection', () => {
  const [nodes, edges] = [nodesOf({ ...shown, definition: before }, []), edgesOf(before, words)]
  const step = { ...before.steps[1]!, name: 'Typed' }
  const after = edited(before, { kind: 'change_step', step })
  const next = nodesOf({ ...shown, definition: after }, nodes)
  assert.deepEqual(
    next.map((node, index) => node === nodes[index]),
    [true, true, false, true],
  )
  assert.equal(edgesOf(after, words, edges), edges)
  assert.equal(nodesOf({ ...shown, definition: after, problems: [] }, next), next)
})

test('a connection that leads elsewhere is drawn anew, and no other', () => {
  const edges = edgesOf(before, words)
  const after = edited(before, { kind: 'connect', from: { stepId: 'a', exit: 'next' }, to: 'c' })
  const next = edgesOf(after, words, edges)
  assert.deepEqual(
    next.map((edge, index) => edge === edges[index]),
    [true, false, true],
  )
})
