import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import test from 'node:test'
import { runInNewContext } from 'node:vm'
import { identifySnippet, signingSnippets, widgetTag } from './snippets.ts'

test('builds the tag for the address this app is served from', () => {
  assert.equal(
    widgetTag('https://chat.example', '0193a7a0-0000-7000-8000-000000000001'),
    '<script src="https://chat.example/widget.js" data-channel="0193a7a0-0000-7000-8000-000000000001" async></script>',
  )
})

test('says who is logged in even before the tag has loaded', () => {
  const page: { Fairlead?: { q?: unknown[][] } } & Record<string, unknown> = {}
  page.window = page
  runInNewContext(identifySnippet.replace(/<\/?script>/g, ''), page)

  const [call] = page.Fairlead?.q ?? []
  assert.equal(call?.[0], 'identify')
  assert.equal(JSON.parse(JSON.stringify(call?.[1])).userId, 'customer-81')
})

test('signs as the server checks: the hexadecimal HMAC-SHA256 of the id', () => {
  const body = signingSnippets['Node.js'].replace(/^import .*$/m, '')
  const process = { env: { FAIRLEAD_IDENTITY_SECRET: 'key' } }
  const hash = runInNewContext(`${body}\nhash`, { createHmac, process, userId: 'customer-81' })

  assert.equal(hash, createHmac('sha256', 'key').update('customer-81').digest('hex'))
})
