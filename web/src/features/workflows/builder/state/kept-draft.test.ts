import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { WorkflowDefinition } from '@fairlead/sdk'
import { sample, sampleStep } from '../model/sample.ts'
import { DraftKeeper } from './kept-draft.ts'

const theirs = sample(sampleStep('note', 'note', {}, { text: 'Before' }))
const mine = noted('Mine')
const server = { draft: theirs, draftVersion: 3 }

test('what was changed here is gone on with, by whoever changed it', () => {
  const storage = memory()
  new DraftKeeper(storage, 'ana', 'w1').keep({ definition: mine, version: 3, sent: null })
  assert.deepEqual(new DraftKeeper(storage, 'ana', 'w1').restore(server), {
    ...{ definition: mine, version: 3, sent: null, isOvertaken: false },
  })
  assert.equal(new DraftKeeper(storage, 'ben', 'w1').restore(server), null)
  assert.equal(new DraftKeeper(storage, 'ana', 'w2').restore(server), null)
})

test('also while it is unfinished, and not at all where it is no workflow', () => {
  const storage = memory()
  const unfinished = { ...mine, steps: [{ ...mine.steps[0], text: 7 }] } as unknown as WorkflowDefinition
  new DraftKeeper(storage, 'ana', 'w1').keep({ definition: unfinished, version: 3, sent: null })
  assert.deepEqual(new DraftKeeper(storage, 'ana', 'w1').restore(server)?.definition, unfinished)
  const without = { ...mine, steps: [{ id: 'note', type: 'note', at: { x: 0, y: 0 }, exits: {} }] }
  for (const definition of [without, { ...mine, steps: [{ id: 'x', type: 'dance' }] }, 'nonsense', null]) {
    storage.setItem('fairlead.workflow-draft.ana.w1', JSON.stringify({ definition, version: 3, sent: null }))
    assert.equal(new DraftKeeper(storage, 'ana', 'w1').restore(server), null)
  }
})

test('what has arrived is not restored, in whatever order the server says it', () => {
  const storage = memory()
  new DraftKeeper(storage, 'ana', 'w1').keep({ definition: mine, version: 3, sent: mine })
  assert.equal(new DraftKeeper(storage, 'ana', 'w1').restore({ draft: turned(mine), draftVersion: 4 }), null)
  assert.deepEqual(storage.keys(), [])
})

test('whoever has changed it meanwhile is not written over, unless it was what is here, half way', () => {
  const storage = memory()
  new DraftKeeper(storage, 'ana', 'w1').keep({ definition: mine, version: 3, sent: noted('Mi') })
  const other = new DraftKeeper(storage, 'ana', 'w1').restore({ draft: noted('Of another'), draftVersion: 4 })
  assert.deepEqual([other?.isOvertaken, other?.version], [true, 3])
  const own = new DraftKeeper(storage, 'ana', 'w1').restore({ draft: turned(noted('Mi')), draftVersion: 4 })
  assert.deepEqual([own?.isOvertaken, own?.version], [false, 4])
})

test('what another tab has kept stays when this one has nothing to keep any more', () => {
  const storage = memory()
  const keepers = [new DraftKeeper(storage, 'ana', 'w1'), new DraftKeeper(storage, 'ana', 'w1')] as const
  keepers[0].keep({ definition: mine, version: 3, sent: null })
  keepers[1].keep({ definition: noted('In the other tab'), version: 3, sent: null })
  keepers[0].forget()
  assert.deepEqual(storage.keys(), ['fairlead.workflow-draft.ana.w1'])
  keepers[1].forget()
  assert.deepEqual(storage.keys(), [])
})

test('says so when the browser keeps nothing', () => {
  const refuse = () => {
    throw new Error('full')
  }
  const keeper = new DraftKeeper({ getItem: refuse, setItem: refuse, removeItem: refuse }, 'ana', 'w1')
  assert.equal(keeper.keep({ definition: mine, version: 3, sent: null }), false)
  assert.equal(keeper.restore(server), null)
  keeper.forget()
})

function noted(text: string): WorkflowDefinition {
  return sample(sampleStep('note', 'note', {}, { text }))
}

/** With everything the other way round. */
function turned<T>(value: T): T {
  if (Array.isArray(value)) return value.map(turned) as T
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, one]) => [name, turned(one)] as const)
  return Object.fromEntries(entries.reverse()) as T
}

function memory() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    keys: () => [...kept.keys()],
  }
}
