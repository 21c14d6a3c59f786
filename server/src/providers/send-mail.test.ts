import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Storage } from '../attachments/storage.ts'
import type { MailRequest } from '../channels/channel.ts'
import { outcome } from '../channels/email/outcome.ts'
import { accountWith } from '../channels/email/testing.ts'
import { exampleMessage } from '../channels/testing/example.ts'
import { checkMailAccount } from '../mailboxes/check.ts'
import { startSmtp } from '../mailboxes/testing/smtp.ts'
import { sendMail } from './send-mail.ts'

const workspaceId = '0199d5f0-0000-7000-8000-0000000000bb'
const fileId = '0199d5f0-0000-7000-8000-0000000000af'

let smtp: Awaited<ReturnType<typeof startSmtp>>
let folder: string
let storage: Storage

before(async () => {
  smtp = await startSmtp((address) => {
    if (address.startsWith('grey')) return { code: 451, text: '4.7.1 Greylisted, come again' }
    return address.startsWith('gone') ? { code: 550, text: '5.1.1 No such user' } : undefined
  })
  folder = await mkdtemp(join(tmpdir(), 'fairlead-mail-'))
  storage = new Storage(folder)
})
after(async () => {
  await smtp[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

test('hands a mail over with all that it carries', async () => {
  await storage.write(workspaceId, fileId, bytesOf('the file itself'), 100)
  const file = { id: fileId, name: 'Größe.txt', type: 'text/plain', size: 15, isVoice: false }
  const answer = await send({ attachments: [file], cc: ['otto@example.org'] })
  assert.ok(answer.kind === 'answer')
  assert.equal(answer.status, 250)
  assert.deepEqual(outcome(answer, message), { kind: 'sent', providerId: 'out-1@example.com' })
  const { raw, to } = smtp.sent.at(-1)!
  assert.deepEqual(to, ['mara@example.net', 'otto@example.org'])
  assert.match(raw, /^Message-ID: <out-1@example\.com>\r$/m)
  assert.match(raw, /^Auto-Submitted: auto-replied\r$/m)
  assert.match(raw, new RegExp(Buffer.from('the file itself').toString('base64')))
  assert.doesNotMatch(raw, /^Bcc:/im)
})

test('tells what the server says of it', async () => {
  const codeOf = async (change: Partial<MailRequest>, given: Parameters<typeof account>[0] = {}) => {
    const failure = outcome(await send(change, given), message)
    return failure.kind === 'failure'
      ? `${failure.code} ${failure.retry}${failure.isChannelBroken ? ' broken' : ''}`
      : failure.kind
  }
  assert.equal(await codeOf({ to: ['gone@example.net'] }), 'invalid_recipient never')
  assert.equal(await codeOf({ to: ['grey@example.net'] }), 'rate_limited later')
  assert.equal(await codeOf({}, { password: 'wrong' }), 'auth_invalid never broken')
  assert.equal(await codeOf({}, { port: 9 }), 'provider_down later')
  assert.equal(await codeOf({}, { security: 'starttls' }), 'auth_invalid never broken')
})

test('sends hidden copies that nobody can read of', async () => {
  const answer = await send({ cc: ['otto@example.org'], bcc: ['boss@example.org'] })
  assert.equal(outcome(answer, message).kind, 'sent')
  const { raw, to } = smtp.sent.at(-1)!
  assert.deepEqual(to, ['mara@example.net', 'otto@example.org', 'boss@example.org'])
  assert.doesNotMatch(raw, /boss|^Bcc:/im)
})

test('counts as sent what the contact gets, and tells who does not', async () => {
  const cc = ['gone@example.org', 'otto@example.org']
  const sent = outcome(await send({ cc, bcc: ['grey@example.org'] }), message)
  assert.deepEqual(sent, {
    ...{ kind: 'sent', providerId: 'out-1@example.com' },
    refused: [
      { address: 'gone@example.org', reason: '550 5.1.1 No such user' },
      { address: 'grey@example.org', reason: '451 4.7.1 Greylisted, come again' },
    ],
  })
  assert.deepEqual(smtp.sent.at(-1)!.to, ['mara@example.net', 'otto@example.org'])
})

test('counts as failed what the contact does not get, and tells who got a copy; it is not sent to those again', async () => {
  const failureOf = async (to: string) => {
    const failure = outcome(await send({ to: [to], cc: ['otto@example.org'] }), message)
    return failure.kind === 'failure' ? [failure.code, failure.retry, failure.detail] : failure.kind
  }
  assert.deepEqual(await failureOf('gone@example.net'), [
    ...['invalid_recipient', 'never', '550 5.1.1 No such user – sent all the same to otto@example.org.'],
  ])
  assert.deepEqual((await failureOf('grey@example.net')).slice(0, 2), ['recipient_unavailable', 'never'])
})

test('logs in with a token where there is one', async () => {
  const oauth = { auth: 'oauth2', oauth: { tokenUrl: 'https://login.example/token', clientId: 'desk' } } as const
  assert.equal(outcome(await send({}, { settings: oauth, accessToken: 'fresh' }), message).kind, 'sent')
  const failure = outcome(await send({}, { settings: oauth, accessToken: 'stale' }), message)
  assert.equal(failure.kind === 'failure' && failure.isChannelBroken, true)
})

test('goes nowhere into the private network unless it may', async () => {
  const answer = await sendMail(request, account({}), { storage, workspaceId })
  const failure = outcome(answer, message)
  assert.ok(failure.kind === 'failure')
  assert.equal(failure.retry, 'never')
  assert.match(failure.detail, /FAIRLEAD_ALLOW_PRIVATE_NETWORK/)
})

test('says what is wrong with an account before anybody uses it', async () => {
  const check = await checkMailAccount(account({ password: 'wrong' }), { allowPrivateNetwork: true })
  assert.match(check.smtp ?? '', /Invalid login/)
  assert.match(check.imap ?? '', /./)
  assert.equal((await checkMailAccount(account({}), { allowPrivateNetwork: true })).smtp, null)
  assert.match((await checkMailAccount(account({}), {})).smtp ?? '', /private network/)
})

const message = exampleMessage({ to: 'mara@example.net' })
const request: MailRequest = {
  kind: 'mail',
  id: 'out-1@example.com',
  from: '"Example Shop" <support@example.com>',
  to: ['mara@example.net'],
  cc: [],
  bcc: ['boss@example.com'],
  replyTo: 'support@example.com',
  subject: 'Re: Broken zipper',
  text: 'Hello',
  html: '<p>Hello</p>',
  headers: { 'Auto-Submitted': 'auto-replied' },
  attachments: [],
}

function account(given: {
  password?: string
  port?: number
  security?: 'none' | 'starttls'
  accessToken?: string
  settings?: Parameters<typeof accountWith>[0]
}) {
  const { password = 'secret', port = smtp.port, security = 'none', accessToken = '', settings = {} } = given
  const server = { host: '127.0.0.1', port, security, user: 'support@example.com' }
  const imap = { ...server, port: 9, folders: ['INBOX'] }
  return accountWith({ smtp: server, imap, ...settings }, { password, accessToken })
}

function send(change: Partial<MailRequest> = {}, given: Parameters<typeof account>[0] = {}) {
  const wanted = { ...request, bcc: [], ...change }
  return sendMail(wanted, account(given), { storage, workspaceId, allowPrivateNetwork: true })
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}
