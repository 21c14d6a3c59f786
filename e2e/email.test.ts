import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getMailDetails, listConversations, postAttachment, postChannel, postMessage, testChannel } from '@fairlead/sdk'
import { createTestDatabase } from '../server/src/db/testing.ts'
import { findDovecot, startDovecot } from '../server/src/mailboxes/testing/dovecot.ts'
import { startSmtp } from '../server/src/mailboxes/testing/smtp.ts'
import { messagesWhen } from './stage/channel.ts'
import { eventually, makeDataDir, startServer } from './stage/server.ts'
import { addAgent, goOnline, makeTeam, setUp } from './stage/workspace.ts'

const version = await findDovecot()
const skip = version === null && !process.env.CI ? 'Dovecot is not installed (apt-get install dovecot-imapd)' : false

test('a customer and an agent write each other by mail, in one thread, with files and a receipt', {
  skip,
}, async () => {
  assert.ok(version, 'Dovecot is not installed')
  await using stack = new AsyncDisposableStack()
  const database = stack.use(await createTestDatabase())
  const folder = await makeDataDir()
  stack.defer(() => folder.remove())
  const dovecot = stack.use(await startDovecot(version))
  const smtp = stack.use(
    await startSmtp((address) => (address.startsWith('gone') ? { code: 550, text: '5.1.1 No such user' } : undefined)),
  )
  const server = await startServer({ DATABASE_URL: database.url, FAIRLEAD_DATA_DIR: folder.path })
  stack.defer(async () => assert.equal(await server.stop(), 0))

  const owner = await setUp(server.url)
  const ana = await addAgent(server.url, owner, 'Ana Alvarez')
  const team = await makeTeam(owner, [ana])
  await goOnline(ana)
  await dovecot.deliver(
    'support',
    mail('old@example.net', 'Long ago', 'Nobody asked.'),
    new Date(Date.now() - 86_400_000),
  )
  const nextDoor = { host: '127.0.0.1', security: 'none' as const, user: 'support' }
  const channel = await owner.client.call(postChannel, {
    body: {
      type: 'email',
      name: 'Support',
      teamId: team.id,
      settings: {
        ...{ address: 'support@example.com', senderName: 'Harbour Outfitters', sentFolder: 'Sent' },
        imap: { ...nextDoor, port: dovecot.port, folders: ['INBOX', 'Sent'] },
        smtp: { ...nextDoor, port: smtp.port },
      },
      secrets: { password: 'secret' },
    },
  })
  const { isChecked, problem } = await owner.client.call(testChannel, { params: { id: channel.id } })
  assert.deepEqual([isChecked, problem], [true, null])
  await dovecot.deliver('support', mail('first@example.net', 'Broken zipper', 'Can you send a new one?'))
  const [conversation] = await eventually(
    async () => (await ana.client.call(listConversations, { query: { view: 'mine' } })).data,
    (data) => data.length === 1,
  )
  assert.ok(conversation)
  assert.deepEqual([conversation.subject, conversation.contact.name], ['Broken zipper', 'Mara Muster'])

  const form = new FormData()
  form.set('file', new File(['part list'], 'parts.txt', { type: 'text/plain' }))
  const upload = await ana.client.call(postAttachment, { body: form })
  await ana.client.call(postMessage, {
    params: { id: conversation.id },
    body: {
      ...{ text: 'Of course. Which size?', attachmentIds: [upload.id] },
      ...{ cc: ['otto@example.org', 'gone@example.org'], bcc: ['boss@example.com'] },
    },
  })
  const answered = (
    await messagesWhen(ana.client, conversation.id, (messages) => messages.at(-1)?.state === 'sent')
  ).at(-1)!
  const sent = smtp.sent[0]!
  assert.deepEqual(sent.to, ['mara@example.net', 'otto@example.org', 'boss@example.com'])
  assert.doesNotMatch(sent.raw, /boss@/)
  assert.deepEqual(answered.content.mail?.bcc, ['boss@example.com'])
  // One of several who is refused does not fail it, and is told.
  assert.deepEqual(answered.content.mail?.refused, [{ address: 'gone@example.org', reason: '550 5.1.1 No such user' }])
  assert.match(sent.raw, /filename=parts\.txt/)
  const ownId = /^Message-ID:\s+<([^>]*)>/m.exec(sent.raw)?.[1] ?? ''
  const replyTo = /^Reply-To:\s+(\S+)/m.exec(sent.raw)?.[1] ?? ''

  await dovecot.deliver('support', receipt(ownId))
  await dovecot.deliver(
    'support',
    mail(
      'second@example.net',
      'AW: Broken zipper',
      `Size M.\r\n\r\nOn Tue, Ana <support@example.com> wrote:\r\n> Of course. Which size?`,
      {
        ...{ to: replyTo, from: 'Otto <otto@example.org>' },
      },
    ),
  )
  const all = await messagesWhen(
    ana.client,
    conversation.id,
    (messages) => messages.length === 3 && messages[1]?.state === 'read',
  )
  assert.deepEqual(
    all.map(({ text, author }) => [author.name, text]),
    [
      ['Mara Muster', 'Can you send a new one?'],
      ['Ana Alvarez', 'Of course. Which size?'],
      ['Otto', 'Size M.'],
    ],
  )
  const details = await ana.client.call(getMailDetails, { params: { id: all[2]!.id } })
  assert.match(details.text, /> Of course/)
  // The copy in the folder of what was sent is read too, and is no message of its own.
  await eventually(
    () => dovecot.count('support', 'Sent'),
    (count) => count === 1,
  )
  assert.equal(all[1]!.content.mail?.refused?.length, 1)
  const page = await fetch(`${server.url}/api/v1/messages/${all[0]!.id}/mail`, {
    headers: { authorization: `Bearer ${ana.apiKey}` },
  })
  assert.match(page.headers.get('content-security-policy') ?? '', /sandbox/)

  await dovecot.deliver('support', withPicture(replyTo))
  const [shown] = (await messagesWhen(ana.client, conversation.id, (messages) => messages.length === 4)).slice(3)
  assert.deepEqual(
    shown!.attachments.map(({ name, isInline }) => [name, isInline]),
    [
      ['zipper.png', true],
      ['bill.png', undefined],
    ],
  )
  assert.deepEqual(shown!.content.mail?.authentication, { spf: 'fail', dkim: 'none', dmarc: 'fail' })
})

function mail(id: string, subject: string, text: string, given: { to?: string; from?: string } = {}): string {
  const { to = 'support@example.com', from = 'Mara Muster <mara@example.net>' } = given
  return [
    ...[`From: ${from}`, `To: ${to}`, `Subject: ${subject}`, `Message-ID: <${id}>`],
    ...['Content-Type: text/plain; charset=utf-8', '', text, ''],
  ].join('\r\n')
}

function withPicture(to: string): string {
  const png = Buffer.from('89504e470d0a1a0a', 'hex').toString('base64')
  const picture = (name: string) => [
    ...['--p', 'Content-Type: image/png', `Content-Disposition: inline; filename=${name}.png`],
    ...[`Content-ID: <${name}@example.net>`, 'Content-Transfer-Encoding: base64', '', png],
  ]
  return [
    ...['Authentication-Results: mx.example.com; spf=softfail; dmarc=fail (p=none) header.from=example.net'],
    ...['From: Mara Muster <mara@example.net>', `To: ${to}`, 'Subject: Broken zipper', 'Message-ID: <p@example.net>'],
    ...['Content-Type: multipart/related; boundary=p', '', '--p', 'Content-Type: text/html', ''],
    ...['<p>It looks like this:</p><img src="cid:zipper@example.net">'],
    ...[...picture('zipper'), ...picture('bill'), '--p--', ''],
  ].join('\r\n')
}

function receipt(ownId: string): string {
  return [
    ...['From: mara@example.net', 'To: support@example.com', 'Subject: Read', 'Message-ID: <mdn@example.net>'],
    ...['Content-Type: multipart/report; report-type=disposition-notification; boundary=r', '', '--r'],
    ...['Content-Type: message/disposition-notification', '', `Original-Message-ID: <${ownId}>`],
    ...['Disposition: manual-action/MDN-sent-manually; displayed', '', '--r--', ''],
  ].join('\r\n')
}
