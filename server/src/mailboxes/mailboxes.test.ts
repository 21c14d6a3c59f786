/** Mail both ways through a real IMAP server and a real SMTP server. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { conversationOfAddress } from '../channels/email/token.ts'
import { reply } from '../conversations/reply.ts'
import { openApp, type TestApp } from '../testing/app.ts'
import { type Dovecot, findDovecot, startDovecot } from './testing/dovecot.ts'
import { startSmtp } from './testing/smtp.ts'
import { type MailStage, setMailStage, when } from './testing/stage.ts'

const version = await findDovecot()
const skip = version === null && !process.env.CI ? 'Dovecot is not installed (apt-get install dovecot-imapd)' : false

let app: TestApp
let dovecot: Dovecot
let smtp: Awaited<ReturnType<typeof startSmtp>>

before(async () => {
  if (skip) return
  assert.ok(version, 'Dovecot is not installed')
  app = await openApp()
  dovecot = await startDovecot(version)
  smtp = await startSmtp((address) =>
    address.startsWith('gone') ? { code: 550, text: '5.1.1 No such user' } : undefined,
  )
})
after(async () => {
  if (skip) return
  await smtp[Symbol.asyncDispose]()
  await dovecot[Symbol.asyncDispose]()
  await app[Symbol.asyncDispose]()
})

test('brings a mail into a conversation, and the answers to it back and forth in one thread', { skip }, async () => {
  const stage = await openStage({ settings: { sentFolder: 'Sent' } })
  await using reading = await read(stage)
  await dovecot.deliver(reading.user, mail({ id: 'first-1', subject: 'Broken zipper', text: 'It is broken.' }))
  const [first] = await when(stage.conversations, ({ length }) => length === 1)
  assert.equal(first!.subject, 'Broken zipper')
  assert.equal(first!.contact.name, 'Mara Muster')

  await answer(stage, first!.id, 'We send a **new** one.')
  const [message] = await when(stage.messages, (all) => all.some(({ state }) => state === 'sent')).then((all) =>
    all.slice(1),
  )
  assert.equal(message!.state, 'sent')
  const sent = smtp.sent.at(-1)!
  assert.deepEqual(sent.to, ['mara@example.net'])
  assert.match(sent.raw, /^Subject: Re: Broken zipper\r$/m)
  assert.match(sent.raw, /^In-Reply-To: <first-1@example\.net>\r$/m)
  const replyTo = headerOf(sent.raw, 'Reply-To')
  const ownId = headerOf(sent.raw, 'Message-ID').slice(1, -1)
  const secret = await replySecret(stage)
  assert.equal(conversationOfAddress(replyTo, secret), first!.id)

  // Each program has its own way to tell what it answers.
  await dovecot.deliver(reading.user, mail({ id: 'by-address', to: replyTo, subject: 'quite another', text: 'One.' }))
  await dovecot.deliver(reading.user, mail({ id: 'by-header', inReplyTo: ownId, subject: '', text: 'Two.' }))
  await dovecot.deliver(
    reading.user,
    mail({ id: 'by-chain', references: ['lost@x', 'first-1@example.net'], text: 'Three.' }),
  )
  const texts = (await when(stage.messages, ({ length }) => length === 5)).map(({ text }) => text).sort()
  assert.deepEqual(texts, ['It is broken.', 'One.', 'Three.', 'Two.', 'We send a **new** one.'])
  assert.equal((await stage.conversations()).length, 1)
  // What we sent stands beside what people send by hand.
  await when(
    () => dovecot.count(reading.user, 'Sent'),
    (count) => count === 1,
  )
})

test('goes by no subject: the same words of a stranger, or of the same person, are another conversation', {
  skip,
}, async () => {
  const stage = await openStage()
  await using reading = await read(stage)
  for (const [id, from] of [
    ['s1', 'Mara Muster <mara@example.net>'],
    ['s2', 'Otto <otto@example.org>'],
    ['s3', 'Mara Muster <mara@example.net>'],
  ] as const) {
    await dovecot.deliver(reading.user, mail({ id, from, subject: 'Question', text: id }))
  }
  const conversations = await when(stage.conversations, ({ length }) => length === 3)
  assert.deepEqual(
    conversations.map(({ status }) => status),
    ['open', 'open', 'open'],
  )
  assert.equal(new Set(conversations.map(({ contact }) => contact.id)).size, 2)
})

test('shows somebody else who writes into a thread, and leaves the conversation with its contact', {
  skip,
}, async () => {
  const stage = await openStage()
  await using reading = await read(stage)
  await dovecot.deliver(reading.user, mail({ id: 't1', subject: 'Order', text: 'Where is it?' }))
  const [conversation] = await when(stage.conversations, ({ length }) => length === 1)
  await dovecot.deliver(
    reading.user,
    mail({ id: 't2', from: 'Otto <otto@example.org>', inReplyTo: 't1@example.net', text: 'I ask too.' }),
  )
  const [, second] = await when(stage.messages, ({ length }) => length === 2)
  assert.equal(second!.conversationId, conversation!.id)
  assert.equal(second!.author.name, 'Otto')
  assert.equal(second!.content.mail!.from, 'otto@example.org')
  assert.equal((await stage.conversations())[0]!.contact.name, 'Mara Muster')
})

test('brings files along, and reads a folder that is numbered anew without storing anything twice', {
  skip,
}, async () => {
  const stage = await openStage()
  await using reading = await read(stage)
  await dovecot.deliver(reading.user, mail({ id: 'u1', text: 'One.', file: 'hello file' }))
  const [first] = await when(stage.messages, ({ length }) => length === 1)
  assert.equal(first!.attachments[0]!.state, 'stored')
  assert.equal(first!.attachments[0]!.name, 'notes.txt')
  const stored = stage.providers.storage.read(stage.channel.workspaceId, first!.attachments[0]!.id)
  assert.equal(Buffer.concat(await Array.fromAsync(stored as AsyncIterable<Buffer>)).toString(), 'hello file')

  await reading.stop()
  await dovecot.renumber(reading.user)
  await dovecot.deliver(reading.user, mail({ id: 'u2', text: 'Two.' }))
  await using _again = await read(stage)
  const all = await when(stage.messages, ({ length }) => length >= 2)
  assert.deepEqual(
    all.map(({ text }) => text),
    ['One.', 'Two.'],
  )
})

test('begins at the end of a mailbox, and goes on where it stopped', { skip }, async () => {
  const stage = await openStage()
  const user = await userOf(stage)
  await dovecot.deliver(user, mail({ id: 'old', text: 'Long ago.' }), new Date(Date.now() - 86_400_000))
  await dovecot.deliver(user, mail({ id: 'new', text: 'Just connected.' }))
  await using reading = await read(stage)
  await dovecot.deliver(user, mail({ id: 'n1', text: 'Now.' }))
  await when(stage.messages, ({ length }) => length === 2)
  await reading.stop()
  await dovecot.deliver(user, mail({ id: 'n2', text: 'While nobody read.' }))
  await using _again = await read(stage)
  const all = await when(stage.messages, ({ length }) => length === 3)
  assert.deepEqual(
    all.map(({ text }) => text),
    ['Just connected.', 'Now.', 'While nobody read.'],
  )
})

test('reads a mailbox once, however many processes there are, and another goes on when one is gone', {
  skip,
}, async () => {
  const stage = await openStage()
  const user = await userOf(stage)
  const [one, two] = [stage.openMailboxes(), stage.openMailboxes()]
  one.start()
  await when(
    () => cursorOf(stage),
    (rows) => rows.length === 1,
  )
  two.start()
  for (let index = 0; index < 10; index += 1)
    await dovecot.deliver(user, mail({ id: `m${index}`, text: `Mail ${index}` }))
  await when(stage.messages, ({ length }) => length === 10)
  assert.deepEqual([one.count, two.count], [1, 0])
  await one.stop()
  await dovecot.deliver(user, mail({ id: 'after', text: 'After.' }))
  const all = await when(stage.messages, ({ length }) => length === 11)
  assert.equal(new Set(all.map(({ text }) => text)).size, 11)
  assert.equal(two.count, 1)
  await two.stop()
})

test('connects again when the connection is cut', { skip }, async () => {
  const stage = await openStage()
  await using reading = await read(stage)
  await dovecot.deliver(reading.user, mail({ id: 'c1', text: 'Before.' }))
  await when(stage.messages, ({ length }) => length === 1)
  await dovecot.drop()
  await dovecot.deliver(reading.user, mail({ id: 'c2', text: 'After.' }))
  await when(stage.messages, ({ length }) => length === 2)
})

test('stores what cannot be read, and goes on to the next', { skip }, async () => {
  const stage = await openStage()
  await using reading = await read(stage)
  const deep = Array.from(
    { length: 120 },
    (_, level) => `--b${level}\r\nContent-Type: multipart/mixed; boundary=b${level + 1}\r\n\r\n`,
  )
  await dovecot.deliver(
    reading.user,
    `From: mara@example.net\r\nSubject: deep\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n${deep.join('')}`,
  )
  await dovecot.deliver(reading.user, mail({ id: 'next', text: 'Next.' }))
  const all = await when(stage.messages, ({ length }) => length === 2)
  assert.deepEqual(
    all.map(({ kind }) => kind),
    ['unsupported', 'text'],
  )
})

test('says that a login is refused, and tries no more until it is mended', { skip }, async () => {
  const stage = await openStage({ password: 'wrong' })
  const mailboxes = stage.openMailboxes()
  mailboxes.start()
  const channel = await when(
    () => channelOf(stage),
    ({ status }) => status === 'broken',
  )
  assert.match(channel.status_reason!, /^The mail server refuses the login/)
  await when(
    async () => mailboxes.count,
    (count) => count === 0,
  )
  await mailboxes.stop()
})

test('reads what the mail server says of a recipient, and sends again what may not have arrived', {
  skip,
}, async () => {
  const stage = await openStage()
  await using reading = await read(stage)
  await dovecot.deliver(reading.user, mail({ id: 'g1', from: 'gone@example.net', text: 'Hello.' }))
  const [conversation] = await when(stage.conversations, ({ length }) => length === 1)
  await answer(stage, conversation!.id, 'Hello back.')
  const failed = (await stage.messages()).at(-1)!
  assert.deepEqual([failed.state, failed.error?.code], ['failed', 'invalid_recipient'])

  await dovecot.deliver(reading.user, mail({ id: 'k1', text: 'Hi.' }))
  const [, other] = await when(stage.conversations, ({ length }) => length === 2)
  smtp.breakAfterData(true)
  const before = smtp.sent.length
  await answer(stage, other!.id, 'Twice the same.')
  smtp.breakAfterData(false)
  const { state } = (await stage.messages()).at(-1)!
  assert.equal(state, 'pending')
  await app.database.pool.query(`UPDATE message SET next_try_at = now() WHERE state = 'pending'`)
  await app.database.pool.query(`UPDATE graphile_worker._private_jobs SET run_at = now() WHERE run_at > now()`)
  await app.jobs.runDue()
  assert.equal((await stage.messages()).at(-1)!.state, 'sent')
  const ids = smtp.sent.slice(before).map(({ raw }) => headerOf(raw, 'Message-ID'))
  assert.equal(ids.length, 2)
  assert.equal(ids[0], ids[1], 'whoever reads it knows it by its id')
})

test('a copy that came back leaves a mail sent, and says who did not get it', { skip }, async () => {
  const stage = await openStage()
  await using reading = await read(stage)
  await dovecot.deliver(reading.user, mail({ id: 'c1', text: 'Hello.' }))
  const [conversation] = await when(stage.conversations, ({ length }) => length === 1)
  await answer(stage, conversation!.id, 'Hello back.', ['Tom@example.net'])
  await dovecot.deliver(reading.user, report('tom@example.net', headerOf(smtp.sent.at(-1)!.raw, 'Message-ID')))
  const all = await when(stage.messages, (messages) => messages[1]?.content.mail?.refused !== undefined)

  assert.equal(all[1]!.state, 'sent')
  assert.deepEqual(all[1]!.content.mail?.refused, [{ address: 'tom@example.net', reason: '5.2.2' }])
})

test('marks what came back as undeliverable, and answers nothing that a machine wrote', { skip }, async () => {
  const stage = await openStage()
  await using reading = await read(stage)
  await dovecot.deliver(reading.user, mail({ id: 'd1', text: 'Hello.' }))
  const [conversation] = await when(stage.conversations, ({ length }) => length === 1)
  await answer(stage, conversation!.id, 'Hello back.')
  const ownId = headerOf(smtp.sent.at(-1)!.raw, 'Message-ID').slice(1, -1)
  await dovecot.deliver(reading.user, report('mara@example.net', `<${ownId}>`))
  const all = await when(stage.messages, (messages) => messages.some(({ state }) => state === 'failed'))
  assert.equal(all.length, 2)
  assert.match(all[1]!.error!.detail, /mara@example\.net: the mailbox is full/)

  await dovecot.deliver(
    reading.user,
    mail({ id: 'o1', inReplyTo: ownId, text: 'I am away.', headers: ['Auto-Submitted: auto-replied'] }),
  )
  const [, , away] = await when(stage.messages, ({ length }) => length === 3)
  assert.equal(away!.content.isAutomatic, true)
  assert.equal((await stage.conversations())[0]!.waitingSince, null)
})

async function openStage(given: Parameters<typeof setMailStage>[2] = {}): Promise<MailStage> {
  // Each test has its own mailbox, and reads no other's.
  await app.database.db.updateTable('channel').set({ deleted_at: new Date() }).where('type', '=', 'email').execute()
  return setMailStage(app, { imapPort: dovecot.port, smtpPort: smtp.port }, given)
}

/** Reads from now on. */
async function read(stage: MailStage) {
  const mailboxes = stage.openMailboxes()
  mailboxes.start()
  await when(
    () => cursorOf(stage),
    (rows) => rows.length === 1,
  )
  let isStopped = false
  const stop = async () => {
    if (!isStopped) await mailboxes.stop()
    isStopped = true
  }
  return { user: await userOf(stage), stop, [Symbol.asyncDispose]: stop }
}

function cursorOf({ channel }: MailStage) {
  return app.database.db.selectFrom('mailbox').selectAll().where('channel_id', '=', channel.channelId).execute()
}

async function channelOf({ channel }: MailStage) {
  return app.database.db.selectFrom('channel').selectAll().where('id', '=', channel.channelId).executeTakeFirstOrThrow()
}

async function userOf(stage: MailStage): Promise<string> {
  const { settings } = await channelOf(stage)
  return (settings.imap as { user: string }).user
}

async function replySecret(stage: MailStage): Promise<string> {
  const { secrets } = await channelOf(stage)
  return (stage.providers.secrets.decrypt(secrets, `channel:${stage.channel.channelId}`) as { replySecret: string })
    .replySecret
}

function report(recipient: string, messageId: string): string {
  return [
    ...['Return-Path: <>', 'From: MAILER-DAEMON@mx.example.net', 'Message-ID: <dsn-1@mx.example.net>'],
    ...['Content-Type: multipart/report; report-type=delivery-status; boundary=d', '', '--d'],
    ...['Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx', ''],
    ...[`Final-Recipient: rfc822; ${recipient}`, 'Action: failed', 'Status: 5.2.2', '', '--d'],
    ...['Content-Type: text/rfc822-headers', '', `Message-ID: ${messageId}`, '', '--d--', ''],
  ].join('\r\n')
}

async function answer({ scene }: MailStage, id: string, text: string, cc: string[] = []): Promise<void> {
  const [agent] = scene.agents
  const author = { memberId: agent!.memberId, name: agent!.name }
  await app.database.transact((tx) =>
    reply(tx, { workspaceId: scene.workspaceId, id, author, text, cc, attachmentIds: [] }),
  )
  await app.jobs.runDue()
}

/** In one line, however it was folded. */
function headerOf(raw: string, name: string): string {
  const line = new RegExp(`^${name}:((?:.|\r\n[ \t])*)\r$`, 'im').exec(raw)
  return (line?.[1] ?? '').replace(/\r\n[ \t]+/g, ' ').trim()
}

type Mail = Readonly<{
  id: string
  text: string
  from?: string
  to?: string
  subject?: string
  inReplyTo?: string
  references?: readonly string[]
  file?: string
  headers?: readonly string[]
}>

function mail({
  id,
  text,
  from = 'Mara Muster <mara@example.net>',
  to = 'support@example.com',
  subject = 'Hello',
  ...rest
}: Mail): string {
  const { inReplyTo, references, file, headers = [] } = rest
  const head = [
    ...[`From: ${from}`, `To: ${to}`, `Subject: ${subject}`, `Message-ID: <${id}@example.net>`, ...headers],
    ...(inReplyTo ? [`In-Reply-To: <${inReplyTo}>`] : []),
    ...(references ? [`References: ${references.map((each) => `<${each}>`).join(' ')}`] : []),
  ]
  const body = file
    ? [
        ...['Content-Type: multipart/mixed; boundary=m', '', '--m', 'Content-Type: text/plain', '', text, '--m'],
        ...['Content-Type: text/plain', 'Content-Disposition: attachment; filename=notes.txt'],
        ...['Content-Transfer-Encoding: base64', '', Buffer.from(file).toString('base64'), '--m--', ''],
      ]
    : ['Content-Type: text/plain; charset=utf-8', '', text, '']
  return [...head, ...body].join('\r\n')
}
