import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OutboundMessage } from '../channel.ts'
import { exampleMessage, examplePhoto } from '../testing/example.ts'
import { render } from './render.ts'
import { account } from './testing.ts'

const yesNo = [
  { id: 'yes', title: 'Yes' },
  { id: 'no', title: 'No, thank you' },
]

test('offers up to three as buttons', () => {
  assert.deepEqual(interactive({ text: 'Shall we?', choices: yesNo }), {
    type: 'button',
    body: { text: 'Shall we?' },
    action: {
      buttons: [
        { type: 'reply', reply: { id: 'yes', title: 'Yes' } },
        { type: 'reply', reply: { id: 'no', title: 'No, thank you' } },
      ],
    },
  })
})

test('offers more, or under a long text, as a list', () => {
  const four = Array.from({ length: 4 }, (_, index) => ({ id: `${index}`, title: `Option ${index}` }))
  const action = { button: '☰', sections: [{ rows: four }] }
  assert.deepEqual(interactive({ text: 'Which?', choices: four }), { type: 'list', body: { text: 'Which?' }, action })

  const long = 'a'.repeat(1025)
  assert.equal(Object(interactive({ text: long, choices: yesNo })).type, 'list')
})

test('refuses choices that the provider would refuse', () => {
  const twice = { id: 'yes', title: 'Yes' }
  const wrong: readonly Partial<OutboundMessage>[] = [
    { choices: [twice, twice] },
    { choices: [twice, { id: 'yes', title: 'Yes indeed' }] },
    { choices: [{ id: '', title: 'Yes' }] },
    { choices: [{ id: 'a'.repeat(201), title: 'Yes' }] },
    { choices: [{ id: 'yes', title: ' ' }] },
    { choices: yesNo, attachments: [examplePhoto] },
    { choices: yesNo, text: '' },
  ]
  for (const change of wrong) {
    const rendered = render(exampleMessage({ to: '447700900001', ...change }), account)
    assert.equal(rendered.kind === 'refused' && rendered.code, 'unsupported_content', JSON.stringify(change))
  }
})

function interactive(change: Partial<OutboundMessage>): unknown {
  const request = render(exampleMessage({ to: '447700900001', ...change }), account)
  assert.ok(request.kind === 'request' && request.body.kind === 'json')
  return Object(request.body.value).interactive
}
