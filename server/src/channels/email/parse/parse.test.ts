import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountWith, answered, answeredId, capturedMail, parsed, parsedMessage, receivedAt } from '../testing.ts'

test('reads who wrote what, when the server got it, and to whom', async () => {
  const { at, providerId, contact, message, thread, mail, isAutomatic } = await parsedMessage('plain')
  assert.equal(at, receivedAt)
  assert.equal(providerId, 'CAF3xK8=aa@mail.example.net')
  assert.deepEqual(contact.addresses, ['mara@example.net'])
  assert.equal(contact.name, 'Mara Muster')
  assert.equal(contact.email, 'mara@example.net')
  assert.equal(message.text, 'Hi,\n\nthe zipper of my jacket is broken. Can you send a new one? Größe M.')
  assert.deepEqual(message.content.mail, {
    ...{ subject: 'Broken zipper', from: 'mara@example.net', to: ['support@example.com'] },
    ...{ cc: ['otto@example.org', 'support@example.com'], hasHtml: false, hasMore: true },
    authentication: { spf: 'pass', dkim: 'pass', dmarc: 'none' },
  })
  assert.deepEqual(thread, { conversationId: null, references: [], subject: 'Broken zipper' })
  assert.match(mail!.text, /Example Street 1/)
  assert.match(mail!.headers['authentication-results']!, /dkim=pass/)
  assert.equal(isAutomatic, undefined)
})

test('takes what is new out of an answer, and knows the conversation by the address and by what it answers', async () => {
  const { message, thread, data } = await parsedMessage('gmail-reply')
  assert.equal(message.text, 'Hi Anna,\n\nthe new zipper works, thank you!')
  assert.equal(thread!.conversationId, answered.conversationId)
  assert.deepEqual(thread!.references, [answeredId, 'CAF3xK8=aa@mail.example.net'])
  assert.equal(data!.references, `CAF3xK8=aa@mail.example.net ${answeredId}`)
})

test('reads answers as the usual programs write them', async () => {
  const textOf = async (name: string) => (await parsedMessage(name)).message.text
  assert.equal(await textOf('outlook-html'), 'Guten Tag,\n\ndas passt für uns – bitte liefern Sie.')
  assert.equal(await textOf('outlook-plain'), 'That works for us.')
  assert.equal(await textOf('bottom-post'), 'Yes, this morning.')
  assert.equal(await textOf('iphone'), 'Where is my parcel?')
  assert.equal(await textOf('empty'), 'Please call me')
  assert.equal(await textOf('japanese'), 'こんにちは')
})

test('keeps all of an answer that is written between the lines', async () => {
  const { message } = await parsedMessage('interleaved')
  assert.equal(message.text, 'Hello!\n\nWhich size?\n\nSize M.\n\nWhich colour?\n\nBlue.')
})

test('brings files along, and tells what stands in the middle of the text from what does not', async () => {
  const { message, mail } = await parsedMessage('inline-image')
  assert.equal(message.text, 'This is what came:')
  assert.deepEqual(
    message.attachments.map(({ name, type, contentId, bytes }) => [name, type, contentId, bytes!.byteLength]),
    [
      ['zipper.png', 'image/png', 'zip-1@example.net', 70],
      ['Rechnung für Mara.pdf', 'application/pdf', null, 52],
    ],
  )
  assert.match(mail!.html!, /cid:zip-1@example\.net/)

  const [tnef] = (await parsedMessage('winmail')).message.attachments
  assert.deepEqual([tnef!.name, tnef!.type], ['winmail.dat', 'application/ms-tnef'])
  const [forwarded] = (await parsedMessage('forwarded')).message.attachments
  assert.deepEqual([forwarded!.type, forwarded!.name], ['message/rfc822', 'mail-1.eml'])
})

test('knows what no person wrote, and what came to many', async () => {
  const flagsOf = async (name: string) => {
    const { isAutomatic, message } = await parsedMessage(name)
    return [isAutomatic ?? false, message.content.isAutomatic ?? false]
  }
  assert.deepEqual(await flagsOf('out-of-office'), [true, true])
  assert.deepEqual(await flagsOf('newsletter'), [true, true])
  assert.deepEqual(await flagsOf('list'), [false, true], 'a member of the list waits for an answer')
  assert.deepEqual(await flagsOf('plain'), [false, false])
  assert.equal((await parsedMessage('out-of-office')).thread!.conversationId, answered.conversationId)
})

test('takes the visitor of a form for the sender, not the machine that writes for them', async () => {
  const { contact, isAutomatic } = await parsedMessage('contact-form')
  assert.deepEqual([contact.addresses, contact.name], [['mara@example.net'], 'Mara Muster'])
  assert.equal(isAutomatic, undefined)
})

test('matches bounces to their message, in words', async () => {
  const statusOf = async (name: string) => {
    const [event] = await parsed(name)
    assert.ok(event?.kind === 'status', `${name}: ${event?.kind}`)
    assert.equal(event.messageId, answered.messageId)
    assert.equal(event.providerId, answeredId)
    return event
  }
  const bounce = await statusOf('bounce')
  assert.deepEqual([bounce.status, bounce.error?.code], ['failed', 'invalid_recipient'])
  assert.match(bounce.error!.detail, /^mara@example\.net: there is no such address: 550 5\.1\.1 /)
  assert.equal((await statusOf('bounce-headers')).error?.code, 'recipient_unavailable')
  assert.equal((await statusOf('bounce-exim')).error?.code, 'invalid_recipient')
  assert.equal((await statusOf('read-receipt')).status, 'read')
})

test('believes no bounce of a message that is not ours, and decides nothing by a delay', async () => {
  for (const name of ['bounce-of-a-stranger', 'delayed']) {
    const { isAutomatic, contact } = await parsedMessage(name)
    assert.equal(isAutomatic, true)
    assert.deepEqual(contact.addresses, ['mailer-daemon@mx.example.com'])
  }
  assert.equal((await parsedMessage('delayed')).thread!.conversationId, null)
})

test('takes nothing in that is our own, but what a member wrote with a mail program', async () => {
  assert.deepEqual(await parsed('loop'), [{ kind: 'ignored', what: 'a mail of ours that came back' }])
  assert.deepEqual(await parsed('from-ourselves'), [{ kind: 'ignored', what: 'a mail from our own address' }])
  const echo = await parsedMessage('from-ourselves', { folder: 'Sent' })
  assert.deepEqual([echo.author, echo.contact.addresses], ['member', ['mara@example.net']])
  assert.equal(echo.message.content.mail?.from, 'support@example.com')
  const alias = accountWith({ address: 'hello@example.com', aliases: ['support@example.com'] })
  assert.equal((await parsed('from-ourselves', { account: alias }))[0]?.kind, 'ignored')
})

test('gives a mail without an id one that is the same every time', async () => {
  const [first, second] = [await parsedMessage('no-message-id'), await parsedMessage('no-message-id')]
  assert.match(first.providerId, /^[0-9a-f]{64}@synth\.local$/)
  assert.equal(first.providerId, second.providerId)
})

test('does not believe an address or an id that somebody else signed', async () => {
  const { thread } = await parsedMessage('gmail-reply', { account: accountWith({}, { replySecret: 'b'.repeat(64) }) })
  assert.equal(thread!.conversationId, null)
})

test('keeps what cannot be read', async () => {
  const bottomless = `From: mara@example.net\r\nSubject: deep\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n${Array.from(
    { length: 200 },
    (_, level) => `--b${level}\r\nContent-Type: multipart/mixed; boundary=b${level + 1}\r\n\r\n`,
  ).join('')}`
  const { message, contact, isAutomatic, mail } = await parsedMessage(Buffer.from(bottomless))
  assert.equal(message.kind, 'unsupported')
  assert.deepEqual(contact.addresses, ['mara@example.net'])
  assert.equal(isAutomatic, true)
  assert.match(mail!.text, /Subject: deep/)
})

test('answers something to whatever bytes it is given, and is not long about it', async () => {
  const nasty = [
    Buffer.alloc(0),
    Buffer.from('\u0000\u0000'),
    Buffer.from(`From: ${'a'.repeat(100_000)}\n\n`),
    Buffer.from(`From: a@example.net\n\n${'On Tue, Nov 17, 2026 '.repeat(20_000)}`),
    Buffer.from(`From: a@example.net\n\n${'> '.repeat(50_000)}`),
    Buffer.from(`From: a@example.net\nContent-Type: text/html\n\n${'<div>'.repeat(100_000)}deep`),
    Buffer.from(`From: a@example.net\nReferences: ${'<a@b> '.repeat(10_000)}\n\nhello`),
    Buffer.from(`From: a@example.net\n\n${' \n'.repeat(100_000)}x`),
  ]
  for (const bytes of nasty) {
    const from = performance.now()
    assert.equal((await parsed(bytes)).length, 1)
    assert.ok(performance.now() - from < 5000, `${performance.now() - from} ms for ${bytes.subarray(0, 60)}`)
  }
  const whole = await capturedMail('inline-image')
  for (let length = 0; length < whole.length; length += 97) await parsed(whole.subarray(0, length))
})
