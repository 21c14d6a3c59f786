import assert from 'node:assert/strict'
import { test } from 'node:test'
import { begin } from './begin.ts'
import { answers, definitionOf, goOn, play } from './testing/play.ts'
import { worldOf } from './testing/world.ts'

const secret = '\u001asecret:token\u001a'
const ask = {
  ...{ id: 'ask', type: 'http_request', method: 'POST', url: 'https://shop.example/{{ contact.name | url_encode }}' },
  headers: [
    { name: 'Authorization', value: 'Bearer {{ secret.token }}' },
    { name: 'X-Said', value: '{{ message.text }}' },
  ],
  body: '{"said":{{ message.text | json }}}',
  mapping: [
    { path: 'order.id', variable: 'order' },
    { path: 'order.gone', variable: 'gone' },
  ],
}
const world = worldOf({ messageText: 'Hi\r\nX-Evil: 1' })

test('asks with the values of the run, and with secrets as what stands for them', () => {
  const [run, [effect]] = play(definitionOf([ask]), [goOn], world)
  assert.deepEqual(effect, {
    ...{ do: 'request', id: '1.request', method: 'POST', url: 'https://shop.example/Cora+Customer' },
    headers: [
      { name: 'Authorization', value: `Bearer ${secret}` },
      { name: 'X-Said', value: 'Hi X-Evil: 1' },
    ],
    ...{ body: '{"said":"Hi\\r\\nX-Evil: 1"}', timeoutSeconds: 10, retries: 2 },
  })
  assert.deepEqual(run.waiting, { for: 'effect', effectId: '1.request', exit: null })
})

test('what a contact wrote leads nowhere else, and is no more than words in JSON', () => {
  const evil = '../customers?all=1#'
  const quoted = 'A"1", "isPaid": true, "x": "\\'
  const said = (given: object, text: string, variables: Record<string, string> = {}) => {
    const definition = definitionOf([{ ...ask, ...given }])
    const from = begin(definition, variables)
    const [, [effect]] = play(definition, [goOn], worldOf({ messageText: text }), from)
    return effect?.do === 'request' ? effect : null
  }
  const orders = 'https://shop.example/orders/'
  assert.equal(said({ url: `${orders}{{ message.text }}` }, evil)?.url, `${orders}..%2Fcustomers%3Fall%3D1%23`)
  assert.equal(said({ url: `${orders}{{ message.text }}/x` }, '..')?.url, `${orders}/x`)
  assert.equal(said({ url: `${orders}{{ message.text }}` }, '%2e%2e')?.url, `${orders}%252e%252e`)
  assert.equal(
    said({ url: 'https://{{ message.text }}.shop.example/' }, 'evil.example/')?.url,
    'https://evil.example%2F.shop.example/',
  )
  assert.equal(said({ url: '{{ secret.token }}/{{ message.text }}' }, 'a/b')?.url, `${secret}/a%2Fb`)
  const where = 'https://other.example/a?b=c'
  assert.equal(said({ url: '{{ variable.where }}' }, '', { where })?.url, where)
  assert.equal(said({ url: `${orders}?{{ variable.where | raw }}` }, '', { where: 'a=b&c' })?.url, `${orders}?a=b&c`)

  for (const body of [
    '{"order": "{{ message.text }}"}',
    '{"order": {{ message.text | json }}}',
    '["{{ message.text }}"]',
  ]) {
    const [order] = Object.values(JSON.parse(said({ body }, quoted)?.body ?? ''))
    assert.equal(order, quoted, body)
  }
  assert.equal(said({ body: '{{ message.text }}' }, quoted)?.body, quoted)
  assert.equal(
    said({ body: '{"total": {{ variable.total }}, "key": "{{ secret.token }}"}' }, '', { total: '5' })?.body,
    `{"total": 5, "key": "${secret}"}`,
  )
})

test('learns what is mapped, and nothing of what is not there', () => {
  const [run, effects] = play(definitionOf([ask]), [goOn, answers(201, '{"order":{"id":"A\\u0000-\\u001a1"}}')], world)
  assert.deepEqual(run.variables, { http_status: 201, order: 'A-1', gone: null })
  const record = effects.find((effect) => effect.do === 'record')
  assert.deepEqual(
    [record?.exit, record?.output.status, record?.output.values],
    ['next', 201, { order: 'A-1', gone: null }],
  )
})

test('an answer that is a refusal, or no JSON, leaves what is known as it was and says why', () => {
  for (const [status, body, error] of [
    [500, '{"order":{"id":"A-1"}}', 'The answer was 500.'],
    [200, '<html>', 'The answer is no JSON.'],
    [200, '['.repeat(100_000), 'The answer is no JSON.'],
  ] as const) {
    const [run] = play(definitionOf([ask]), [goOn, answers(status, body)], world)
    assert.deepEqual(
      [run.status, run.end, run.error, run.variables],
      ['failed', 'step_failed', error, { http_status: status }],
    )
  }
})
