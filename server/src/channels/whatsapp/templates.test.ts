import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ProviderAnswer } from '../channel.ts'
import { exampleAnswer as answer } from '../testing/example.ts'
import { listTemplates } from './templates.ts'
import { account } from './testing.ts'

const order = {
  id: '1689556908129832',
  name: 'order_update',
  language: 'en_US',
  status: 'APPROVED',
  category: 'UTILITY',
  quality_score: { score: 'GREEN', date: 1794570000 },
  rejected_reason: 'NONE',
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
  assert.deepEqual(read(page([order])), {
    kind: 'done',
    value: [
      {
        id: '1689556908129832',
        name: 'order_update',
        language: 'en_US',
        status: 'APPROVED',
        reason: null,
        category: 'UTILITY',
        quality: 'GREEN',
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
  const listed = read(page([invoice]))
  assert.ok(listed.kind === 'done')
  const [template] = listed.value
  assert.equal(template?.parameterFormat, 'named')
  assert.deepEqual(template?.header, { format: 'DOCUMENT', text: null, parameters: ['document'] })
  assert.deepEqual(template?.body.parameters, ['first_name'])
})

test('reads why one was refused, and that its quality is not known yet', () => {
  const refused = {
    ...order,
    status: 'REJECTED',
    rejected_reason: 'INVALID_FORMAT',
    quality_score: { score: 'UNKNOWN' },
  }
  const listed = read(page([refused]))
  assert.ok(listed.kind === 'done')
  assert.deepEqual(
    listed.value.map(({ status, reason, quality }) => [status, reason, quality]),
    [['REJECTED', 'INVALID_FORMAT', null]],
  )
})

test('asks for the page after by its cursor, never by the address it is given', () => {
  const paging = { cursors: { after: 'MjQZD' }, next: 'https://evil.example/?access_token=x' }
  const next = read(page([order], paging))
  assert.ok(next.kind === 'step')
  assert.equal(next.request.url, `${listTemplates(account).request.url}&after=MjQZD`)

  const listed = next.read(page([{ ...order, language: 'de' }]))
  assert.deepEqual(listed.kind === 'done' && listed.value.map(({ language }) => language), ['en_US', 'de'])
})

test('stops at the last page, which has a cursor too', () => {
  assert.equal(read(page([order], { cursors: { after: 'MjQZD' } })).kind, 'done')
})

test('passes over rows that are no templates', () => {
  const listed = read(page([null, {}, { name: 'x' }, { name: 'x', language: 'en', components: 7 }]))
  assert.deepEqual(listed.kind === 'done' && listed.value.map(({ name }) => name), ['x'])
})

test('says why there is no list', () => {
  const revoked = read(answer(401, '{"error":{"code":190,"message":"Session has expired"}}'))
  assert.equal(revoked.kind === 'failure' && revoked.isChannelBroken, true)
  const cut = read(answer(200, '{"data":['))
  assert.equal(cut.kind === 'failure' && cut.retry, 'later')
})

function read(first: ProviderAnswer): ReturnType<ReturnType<typeof listTemplates>['read']> {
  return listTemplates(account).read(first)
}

function page(data: readonly unknown[], paging: object = {}): ProviderAnswer {
  return answer(200, JSON.stringify({ data, paging }))
}
