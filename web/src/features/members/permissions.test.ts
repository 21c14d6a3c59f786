import assert from 'node:assert/strict'
import test from 'node:test'
import type { Role } from '@fairlead/sdk'
import { canDeactivate, canEdit, keyHolders, rolesToOffer } from './permissions.ts'

const owner = person('owner')
const manager = person('manager')
const agent = person('agent')
const all = [owner, manager, agent]

test('lets managers edit everybody but owners, and agents nobody', () => {
  assert.equal(canEdit(manager, agent), true)
  assert.equal(canEdit(manager, manager), true)
  assert.equal(canEdit(manager, owner), false)
  assert.equal(canEdit(agent, agent), false)
  assert.equal(canEdit(owner, owner), true)
})

test('offers the owner’s role to owners only', () => {
  assert.deepEqual(rolesToOffer(owner, agent, all), ['owner', 'manager', 'agent'])
  assert.deepEqual(rolesToOffer(manager, agent, all), ['manager', 'agent'])
})

test('keeps the last owner an owner, whatever others are deactivated', () => {
  assert.deepEqual(rolesToOffer(owner, owner, all), ['owner'])
  assert.deepEqual(rolesToOffer(owner, owner, [...all, { ...person('owner', 'second'), isDeactivated: true }]), [
    'owner',
  ])
  assert.deepEqual(rolesToOffer(owner, owner, [...all, person('owner', 'second')]), ['owner', 'manager', 'agent'])
})

test('lets nobody deactivate themselves, nor managers an owner', () => {
  assert.equal(canDeactivate(manager, agent, all), true)
  assert.equal(canDeactivate(manager, manager, all), false)
  assert.equal(canDeactivate(manager, owner, all), false)
  assert.equal(canDeactivate(person('owner', 'second'), owner, [...all, person('owner', 'second')]), true)
})

test('lets managers make keys for themselves and for those of a lower role', () => {
  assert.deepEqual(keyHolders(manager, all), [manager, agent])
  assert.deepEqual(keyHolders(agent, all), [agent])
  assert.deepEqual(keyHolders(owner, [...all, person('owner', 'second')]), all)
})

function person(role: Role, id: string = role) {
  return { id, role, isDeactivated: false }
}
