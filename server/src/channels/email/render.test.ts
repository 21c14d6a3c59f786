import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OutboundMessage } from '../channel.ts'
import { exampleMessage, examplePhoto } from '../testing/example.ts'
import { answerSubject, mostBytes, render } from './render.ts'
import { accountWith, answerAddress, answeredId } from './testing.ts'

test('answers in the thread, under an id of its own, with an address that leads back', () => {
  const mail = rendered({ to: 'mara@example.net' })
  assert.equal(mail.id, answeredId)
  assert.equal(rendered({ to: 'mara@example.net', tries: 2 }).id, mail.id)
  assert.equal(mail.from, '"Ada Agent (Example Shop)" <support@example.com>')
  assert.deepEqual(mail.to, ['mara@example.net'])
  assert.equal(mail.replyTo, answerAddress)
  assert.equal(mail.subject, 'Re: Broken zipper')
  assert.equal(mail.headers['In-Reply-To'], '<second@example.net>')
  assert.equal(mail.headers.References, '<first@example.net> <second@example.net>')
  assert.equal(mail.headers['X-Fairlead-Loop'], 'support@example.com')
  assert.equal(mail.headers['Auto-Submitted'], undefined)
})

test('says by itself that a machine wrote it', () => {
  const { headers, from, text } = rendered(
    { to: 'mara@example.net', author: { type: 'system', name: 'Team A' } },
    { signature: 'Example Street 1' },
  )
  assert.equal(headers['Auto-Submitted'], 'auto-replied')
  assert.equal(headers['X-Auto-Response-Suppress'], 'All')
  assert.equal(from, '"Example Shop" <support@example.com>')
  assert.doesNotMatch(text, /Example Street/)
})

test('writes text as it is and as HTML that can carry nothing else', () => {
  const text = 'Hello <b>Mara</b> & **all**,\nsee https://shop.example/a?b=1&c="2".\n\nBye'
  const mail = rendered({ to: 'mara@example.net', text }, { signature: 'Example Shop\nStreet 1' })
  assert.equal(mail.text, `${text.replaceAll('**', '')}\n\n-- \nExample Shop\nStreet 1`)
  assert.match(
    mail.html!,
    /Hello &lt;b&gt;Mara&lt;\/b&gt; &amp; <strong>all<\/strong>,<br>see <a href="https:\/\/shop\.example\/a\?b=1&amp;c=">/,
  )
  assert.match(mail.html!, /Example Shop<br>Street 1/)
})

test('writes the prefix once, whatever the language', () => {
  for (const subject of [
    'Zipper',
    'Re: Zipper',
    'RE: re: Zipper',
    'AW: Zipper',
    'Re[2]: Zipper',
    '回复：Zipper',
    'SV:  Zipper\r\nBcc: x',
  ]) {
    assert.match(answerSubject(subject), /^Re: Zipper( Bcc: x)?$/)
  }
  assert.equal(answerSubject('Reading list'), 'Re: Reading list')
  assert.equal(answerSubject(''), 'Re:')
})

test('keeps the first and the last of a long chain', () => {
  const chain = Array.from({ length: 300 }, (_, index) => `id-${index}@example.net`)
  const last = { providerId: 'last@example.net', at: 0, data: { references: chain.join(' ') } }
  const references = rendered({ to: 'mara@example.net', last }).headers.References!.split(' ')
  assert.equal(references.length, 12)
  assert.deepEqual([references[0], references.at(-1)], ['<id-0@example.net>', '<last@example.net>'])
})

test('answers where the contact asked to be answered, and copies to nobody twice nor to ourselves', () => {
  const last = { providerId: 'x@example.net', at: 0, data: { from: 'mara@example.net', replyTo: 'mara@work.example' } }
  const mail = rendered({
    ...{ to: 'mara@example.net', last },
    mail: {
      ...{ subject: 'Zipper', bcc: ['Boss@example.org', 'otto@example.org', 'mara@work.example'], references: [] },
      cc: ['Otto@Example.org', 'otto@example.org', 'support+c-1@example.com', 'mara@work.example', 'nonsense'],
    },
  })
  assert.deepEqual([mail.to, mail.cc, mail.bcc], [['mara@work.example'], ['otto@example.org'], ['boss@example.org']])
  const other = rendered({ to: 'otto@example.org', last })
  assert.deepEqual(other.to, ['otto@example.org'], 'what one participant asked moves no other')
})

test('carries files, and refuses what no server would take', () => {
  const file = { ...examplePhoto, mediaId: null, url: null }
  assert.deepEqual(rendered({ to: 'mara@example.net', attachments: [file] }).attachments[0]!.id, file.id)
  const tooLarge = { ...exampleMessage({ to: 'mara@example.net' }), attachments: [{ ...file, size: mostBytes + 1 }] }
  const refusal = render(tooLarge, accountWith())
  assert.deepEqual([refusal.kind, refusal.kind === 'refused' && refusal.code], ['refused', 'media_error'])
  const nobody = render(exampleMessage({ to: 'unknown@invalid' }), accountWith())
  assert.equal(nobody.kind === 'refused' && nobody.code, 'invalid_recipient')
})

test('keeps to the plain address where the server takes no other, or there is no room', () => {
  assert.equal(rendered({ to: 'mara@example.net' }, { replyAddress: 'plain' }).replyTo, 'support@example.com')
  const long = `${'a'.repeat(40)}@example.com`
  assert.equal(rendered({ to: 'mara@example.net' }, { address: long }).replyTo, long)
})

function rendered(change: Parameters<typeof exampleMessage>[0], settings: Parameters<typeof accountWith>[0] = {}) {
  const message: OutboundMessage = exampleMessage({
    last: { providerId: 'second@example.net', at: 0, data: {} },
    mail: { subject: 'Broken zipper', cc: [], bcc: [], references: ['first@example.net'] },
    ...change,
  })
  const request = render(message, accountWith(settings))
  if (request.kind !== 'mail') throw new Error(JSON.stringify(request))
  return request
}
