import assert from 'node:assert/strict'
import test from 'node:test'
import { shareOf } from './shares.ts'

const ana = { memberId: 'ana', tier: 1, weight: 3 }
const ben = { memberId: 'ben', tier: 1, weight: 1 }
const cleo = { memberId: 'cleo', tier: 2, weight: 5 }

test('a member’s share is counted within their tier', () => {
  assert.equal(shareOf(ana, [ana, ben, cleo]), 0.75)
  assert.equal(shareOf(cleo, [ana, ben, cleo]), 1)
})

test('members without any weight have no share', () => {
  assert.equal(shareOf({ ...ana, weight: 0 }, [{ ...ana, weight: 0 }]), 0)
})
