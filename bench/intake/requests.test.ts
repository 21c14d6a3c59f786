import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleAccount } from '../../server/src/channels/testing/example.ts'
import { parse } from '../../server/src/channels/whatsapp/parse/webhook.ts'
import { verify } from '../../server/src/channels/whatsapp/verify.ts'
import { makeRequests } from './requests.ts'

const channels = [
  { id: 'channel-0', phoneNumberId: '106540352240001' },
  { id: 'channel-1', phoneNumberId: '106540352240002' },
]
const account = exampleAccount('whatsapp', {
  settings: { phoneNumberId: '', businessAccountId: '', displayPhoneNumber: '' },
  secrets: { appSecret: 'secret', accessToken: '', verifyToken: '' },
})
const webhooks = {
  host: 'example.com',
  appSecret: 'secret',
  channels,
  customers: 50,
  burst: 20,
  bursts: 3,
  idPrefix: 'id.',
  seed: 1,
}

test('every request is a webhook as the provider signs it, to the channel of its customer', () => {
  for (const [index, request] of makeRequests(webhooks).entries()) {
    const [head = '', body = ''] = request.toString('latin1').split('\r\n\r\n')
    const [, path, headers] = /^POST (\S+) HTTP\/1\.1\r\n([\s\S]*)$/.exec(head) ?? []
    const received = {
      method: 'POST',
      url: `https://example.com${path}`,
      query: new URLSearchParams(),
      headers: new Headers(
        (headers ?? '').split('\r\n').map((line): [string, string] => [line.split(': ')[0]!, line.split(': ')[1]!]),
      ),
      body: Buffer.from(body),
    }
    assert.equal(received.headers.get('content-length'), String(received.body.length))
    assert.ok(verify(received, account))

    const [event] = parse(received, account)
    assert.ok(event?.kind === 'message')
    assert.equal(event.providerId, `id.${index}`)
    const channel = channels[Number(event.contact.addresses[0]) % channels.length]!
    assert.deepEqual([event.accountId, path], [channel.phoneNumberId, `/webhooks/whatsapp/${channel.id}`])
  }
})

test('in a burst nobody writes twice, and all may write', () => {
  const writers = makeRequests(webhooks).map((request) => /"from":"(\d+)"/.exec(request.toString('latin1'))?.[1])

  assert.equal(writers.length, 60)
  for (const first of [0, 20, 40]) assert.equal(new Set(writers.slice(first, first + 20)).size, 20)
  assert.ok(new Set(writers).size > 30)
})
