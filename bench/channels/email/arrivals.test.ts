import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arrivalsOf } from './arrivals.ts'

test('shows a mail once, however often its server was given it, and counts the other times', () => {
  const sent = [mail('a@example.com', 'out 1'), mail('b@example.com', 'out 2'), mail('a@example.com', 'out 1')]
  assert.deepEqual(arrivalsOf(sent), {
    mails: [
      { to: 'mara@example.net', text: 'out 1' },
      { to: 'mara@example.net', text: 'out 2' },
    ],
    again: 1,
  })
})

test('shows what came under another id as another mail', () => {
  const { mails, again } = arrivalsOf([mail('a@example.com', 'out 1'), mail('b@example.com', 'out 1')])
  assert.deepEqual([mails.length, again], [2, 0])
})

function mail(id: string, text: string) {
  const raw = [
    ...[`Message-ID: <${id}>`, 'Content-Type: multipart/alternative; boundary=x', '', '--x'],
    ...['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 7bit', '', text, '--x'],
    ...['Content-Type: text/html; charset=utf-8', '', `<p>${text}</p>`, '--x--', ''],
  ].join('\r\n')
  return { raw, from: 'support@example.com', to: ['mara@example.net'] }
}
