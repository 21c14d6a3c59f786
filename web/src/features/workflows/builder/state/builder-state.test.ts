import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sample, sampleStep } from '../model/sample.ts'
import { beginBuilding, nextBuilderState, startId } from './builder-state.ts'

const begun = beginBuilding(sample(sampleStep('note', 'note'), sampleStep('close', 'end')))

test('every edit can be undone, and what is gone is no longer chosen', () => {
  const chosen = nextBuilderState(begun, { kind: 'choose', ids: ['note', startId], side: 'step' })
  const removed = nextBuilderState(chosen, { kind: 'edit', edit: { kind: 'remove', ids: ['note'] } })
  assert.deepEqual(removed.chosen, [startId])
  const back = nextBuilderState(removed, { kind: 'undo' })
  assert.deepEqual(back.history.now, begun.history.now)
  assert.deepEqual(nextBuilderState(back, { kind: 'redo' }).history.now, removed.history.now)
})

test('an edit that changes nothing is no entry', () => {
  const same = nextBuilderState(begun, { kind: 'edit', edit: { kind: 'move', places: {} } })
  assert.equal(same.history, begun.history)
})

test('behind what somebody else saved there is no way back', () => {
  const edited = nextBuilderState(begun, { kind: 'edit', edit: { kind: 'remove', ids: ['note'] } })
  const loaded = nextBuilderState(edited, { kind: 'load', definition: sample() })
  assert.deepEqual(nextBuilderState(loaded, { kind: 'undo' }).history.now, sample())
})
