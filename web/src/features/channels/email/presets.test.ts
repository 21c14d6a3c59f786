import assert from 'node:assert/strict'
import { test } from 'node:test'
import { channelTypes } from '@fairlead/sdk'
import { presetNames, presetOf, presets } from './presets.ts'

test('the servers of a provider are what the contract takes', () => {
  for (const name of presetNames) {
    const { imap, smtp } = presets[name]
    const settings = { address: 'ana@example.com', imap: { ...imap, user: 'ana' }, smtp: { ...smtp, user: 'ana' } }
    assert.ok(channelTypes.email.settings.safeParse(settings).success, name)
  }
})

test('a provider is known by its server', () => {
  assert.equal(presetOf('imap.gmail.com'), 'gmail')
  assert.equal(presetOf('mail.example.com'), null)
  assert.equal(presetOf(undefined), null)
})
