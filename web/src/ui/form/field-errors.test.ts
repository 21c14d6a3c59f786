import assert from 'node:assert/strict'
import test from 'node:test'
import { policy, postChannel, postSetup, webchatSettings } from '@fairlead/sdk'
import { complaintsOf, sortProblem } from './field-errors.ts'

test('has nothing to say about values that fit the contract', () => {
  const values = { workspaceName: 'Harbour Café', name: 'Ana', email: 'ana@example.com', password: 'long enough' }
  assert.equal(complaintsOf(postSetup.body, values).size, 0)
})

test('says of each field of the set-up what is wrong with it', () => {
  const values = { workspaceName: ' ', name: 'x'.repeat(121), email: 'ana', password: 'short' }
  assert.deepEqual(Object.fromEntries(complaintsOf(postSetup.body, values)), {
    workspaceName: { key: 'required' },
    name: { key: 'tooLong', count: 120 },
    email: { key: 'email' },
    password: { key: 'tooShort', count: 10 },
  })
})

test('speaks of numbers as numbers', () => {
  const values = { strategy: 'manual', onlineOnly: true, assignWhenBusy: false }
  assert.deepEqual(complaintsOf(policy, { ...values, agentLimit: -1 }).get('agentLimit'), { key: 'tooSmall', count: 0 })
  assert.deepEqual(complaintsOf(policy, { ...values, agentLimit: 1.5 }).get('agentLimit'), { key: 'wholeNumber' })
  assert.deepEqual(complaintsOf(policy, { ...values, agentLimit: 99_999 }).get('agentLimit'), {
    key: 'tooBig',
    count: 10_000,
  })
})

test('names fields inside others and inside lists by their path', () => {
  const channel = { type: 'whatsapp', name: 'Shop', settings: {}, secrets: { accessToken: '', appSecret: 's' } }
  assert.deepEqual(complaintsOf(postChannel.body, channel).get('secrets.accessToken'), { key: 'required' })
  assert.deepEqual(complaintsOf(webchatSettings, { title: 'Shop', trustedOrigins: ['nope'] }).get('trustedOrigins.0'), {
    key: 'invalid',
  })
})

test('gives the server’s complaints to the fields that are shown, and keeps the others', () => {
  const problem = {
    type: 'about:blank',
    title: 'invalid request',
    status: 400,
    code: 'invalid_request',
    detail: 'name: Too long',
    errors: [
      { path: 'name', message: 'Too long' },
      { path: 'name', message: 'Has a line end' },
      { path: 'memberIds.3', message: 'Unknown' },
      { path: '', message: 'Odd' },
    ],
  }
  assert.deepEqual(
    sortProblem(problem, (path) => path === 'name'),
    { fields: { name: 'Too long' }, others: ['memberIds.3: Unknown', 'Odd'] },
  )
})
