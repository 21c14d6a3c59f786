import assert from 'node:assert/strict'
import test from 'node:test'
import { wizardStepOf } from './wizard-step.ts'

const everything = { isSetUp: true, hasTeam: true, channelIds: ['one'], search: {} }

test('begins with the owner', () => {
  assert.equal(wizardStepOf({ isSetUp: false, hasTeam: false, channelIds: [], search: {} }), 'owner')
})

test('resumes at the first thing that is missing', () => {
  assert.equal(wizardStepOf({ ...everything, hasTeam: false, channelIds: [] }), 'team')
  assert.equal(wizardStepOf({ ...everything, channelIds: [] }), 'channel')
  assert.equal(wizardStepOf(everything), 'done')
})

test('shows a new channel’s tag until it has been copied, after a reload too', () => {
  assert.equal(wizardStepOf({ ...everything, search: { channel: 'one' } }), 'install')
  assert.equal(wizardStepOf({ ...everything, search: { channel: 'gone' } }), 'done')
})

test('lets a channel wait, but not the owner and the team', () => {
  assert.equal(wizardStepOf({ ...everything, channelIds: [], search: { step: 'done' } }), 'done')
  assert.equal(wizardStepOf({ ...everything, hasTeam: false, search: { step: 'done' } }), 'team')
})
