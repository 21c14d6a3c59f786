import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ProviderAnswer } from '../channel.ts'
import { listTemplates, templatesListed } from './templates.ts'

const account = {
  baseUrl: 'https://graph.facebook.com',
  settings: { phoneNumberId: '100000000000001', businessAccountId: '200000000000001', displayPhoneNumber: '' },
  secrets: { accessToken: 'the-token', appSecret: 'app-secret', verifyToken: 'verify' },
}
const order = {
  id: '1689556908129832',
  name: 'order_update',
  language: 'en_US',
  status: 'APPROVED',
  category: 'UTILITY',
  parameter_format: 'POSITIONAL',
  components: [
    { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}' },
    { type: 'BODY', text: 'Hi {{1}}, your order is {{2}}. Bye, {{1}}!' },
    { type: 'FOOTER', text: 'Example Shop' },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'URL', text: 'Track', url: 'https://shop.example/t/{{1}}' },
        { type: 'QUICK_REPLY', text: 'Talk to us' },
        { type: 'COPY_CODE', text: 'Copy code' },
      ],
    },
  ],
}

test('reads templates with what can be filled in', () => {
  assert.deepEqual(templatesListed(page([order]), account), {
    kind: 'listed',
    templates: [
      {
        name: 'order_update',
        language: 'en_US',
        status: 'APPROVED',
        category: 'UTILITY',
        parameterFormat: 'positional',
        header: { format: 'TEXT', text: 'Order {{1}}', parameters: ['1'] },
        body: { text: 'Hi {{1}}, your order is {{2}}. Bye, {{1}}!', parameters: ['1', '2'] },
        footer: 'Example Shop',
        buttons: [
          { type: 'URL', text: 'Track', parameters: ['1'] },
          { type: 'QUICK_REPLY', text: 'Talk to us', parameters: [] },
          { type: 'COPY_CODE', text: 'Copy code', parameters: ['coupon_code'] },
        ],
      },
    ],
    next: null,
  })
})

test('reads named parameters and headers of media', () => {
  const invoice = {
    ...order,
    parameter_format: 'NAMED',
    components: [
      { type: 'header', format: 'document' },
      { type: 'body', text: 'Hi {{first_name}}' },
    ],
  }
  const listed = templatesListed(page([invoice]), account)
  assert.ok(listed.kind === 'listed')
  const [template] = listed.templates
  assert.equal(template?.parameterFormat, 'named')
  assert.deepEqual(template?.header, { format: 'DOCUMENT', text: null, parameters: ['document'] })
  assert.deepEqual(template?.body.parameters, ['first_name'])
})

test('asks for the page after by its cursor, never by the address it is given', () => {
  const paging = { cursors: { after: 'MjQZD' }, next: 'https://evil.example/?access_token=x' }
  const listed = templatesListed(page([order], paging), account)
  assert.ok(listed.kind === 'listed')
  assert.equal(listed.next?.url, `${listTemplates(account).url}&after=MjQZD`)
})

test('stops at the last page, which has a cursor too', () => {
  const listed = templatesListed(page([order], { cursors: { after: 'MjQZD' } }), account)
  assert.equal(listed.kind === 'listed' && listed.next, null)
})

test('passes over rows that are no templates', () => {
  const listed = templatesListed(page([null, {}, { name: 'x' }, { name: 'x', language: 'en', components: 7 }]), account)
  assert.deepEqual(listed.kind === 'listed' && listed.templates.map(({ name }) => name), ['x'])
})

test('says why there is no list', () => {
  const revoked = templatesListed(answer(401, '{"error":{"code":190,"message":"Session has expired"}}'), account)
  assert.equal(revoked.kind === 'failure' && revoked.isChannelBroken, true)
  const cut = templatesListed(answer(200, '{"data":['), account)
  assert.equal(cut.kind === 'failure' && cut.retry, 'later')
})

function page(data: readonly unknown[], paging: object = {}): ProviderAnswer {
  return answer(200, JSON.stringify({ data, paging }))
}

function answer(status: number, body: string): ProviderAnswer {
  return { kind: 'answer', status, headers: new Headers(), body }
}
