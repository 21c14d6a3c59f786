import assert from 'node:assert/strict'
import test from 'node:test'
import { passwordStrength } from './password-strength.ts'

test('says how much is missing to the minimum', () => {
  assert.deepEqual(passwordStrength(''), { kind: 'short', missing: 10 })
  assert.deepEqual(passwordStrength('ninechars'), { kind: 'short', missing: 1 })
})

test('calls runs and repetitions weak, however long', () => {
  for (const password of ['aaaaaaaaaaaaaaaaaaaa', '12345678901234567890', 'abcdefghijklmnop', 'abababababababab']) {
    assert.equal(passwordStrength(password).kind, 'weak', password)
  }
})

test('calls several unrelated words strong, without demanding signs', () => {
  assert.equal(passwordStrength('correct horse battery').kind, 'strong')
})

test('calls something short but varied fair', () => {
  assert.equal(passwordStrength('tulipgarden').kind, 'weak')
  assert.equal(passwordStrength('tulip-garden').kind, 'fair')
})
