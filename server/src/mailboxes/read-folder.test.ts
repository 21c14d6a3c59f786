import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openApp, type TestApp } from '../testing/app.ts'
import { type Dovecot, findDovecot, startDovecot } from './testing/dovecot.ts'
import { setMailStage, when } from './testing/stage.ts'

const version = await findDovecot()
const skip = version === null && !process.env.CI ? 'Dovecot is not installed (apt-get install dovecot-imapd)' : false

let app: TestApp
let dovecot: Dovecot

before(async () => {
  if (skip) return
  assert.ok(version, 'Dovecot is not installed')
  app = await openApp()
  dovecot = await startDovecot(version)
})
after(async () => {
  if (skip) return
  await dovecot[Symbol.asyncDispose]()
  await app[Symbol.asyncDispose]()
})

test('passes over no mail when the connection breaks while mail is read', { skip }, async () => {
  const user = 'breaking'
  const stage = await setMailStage(app, { imapPort: dovecot.port, smtpPort: 1 }, { user })
  const ids = Array.from({ length: 40 }, (_, index) => `in ${index}`)
  for (const [index, text] of ids.entries()) await dovecot.deliver(user, mail(index, text))

  const mailboxes = stage.openMailboxes()
  mailboxes.start()
  try {
    for (const some of [1, 8, 16]) {
      await when(stage.conversations, ({ length }) => length >= some)
      await dovecot.drop()
    }
    const conversations = await when(stage.conversations, ({ length }) => length >= ids.length, 30_000)
    assert.deepEqual(conversations.map(({ subject }) => subject).sort(), ids.toSorted())
  } finally {
    await mailboxes.stop()
  }
})

function mail(index: number, text: string): string {
  return [
    ...[`From: customer-${index}@example.net`, 'To: support@example.com', `Subject: ${text}`],
    ...[`Message-ID: <${index}@example.net>`, '', text, ''],
  ].join('\r\n')
}
