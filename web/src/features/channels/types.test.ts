import assert from 'node:assert/strict'
import { test } from 'node:test'
import { channelType } from '@fairlead/sdk'
import { accountOf, typeNames } from './types.ts'

test('every type of channel can be chosen, in the order of the contract', () => {
  assert.deepEqual(typeNames, channelType.options)
})

test('an account is told from others by what people know it by', () => {
  assert.equal(accountOf({ type: 'telegram', settings: { botId: '1', botUsername: 'shop_bot' } }), '@shop_bot')
  assert.equal(accountOf({ type: 'tiktok', settings: { businessId: 'b', username: '@shop' } }), '@shop')
  assert.equal(accountOf({ type: 'api', settings: { url: 'https://app.example/fairlead' } }), 'app.example')
})

test('what is not known of it is left out', () => {
  assert.equal(accountOf({ type: 'line', settings: { botUserId: '', displayName: '' } }), '')
  assert.equal(accountOf({ type: 'telegram', settings: { botId: '', botUsername: '' } }), '')
})
