import assert from 'node:assert/strict'
import { test } from 'node:test'
import { postChannel } from '@fairlead/sdk'
import { createTestDatabase } from '../server/src/db/testing.ts'
import { findDovecot, startDovecot } from '../server/src/mailboxes/testing/dovecot.ts'
import { startSmtp } from '../server/src/mailboxes/testing/smtp.ts'
import { launchBrowser, logIn, picture } from './stage/browser.ts'
import { becomes, eventually, makeDataDir, startServer } from './stage/server.ts'
import { addAgent, goOnline, makeTeam, setUp } from './stage/workspace.ts'

const version = await findDovecot()
const skip = version === null && !process.env.CI ? 'Dovecot is not installed (apt-get install dovecot-imapd)' : false
const refusal = { code: 550, text: '5.1.1 No such user' }

test('an agent sees what is doubtful in a mail, answers all with a hidden copy, and reads who did not get it', {
  skip,
}, async () => {
  assert.ok(version, 'Dovecot is not installed')
  await using stack = new AsyncDisposableStack()
  const database = stack.use(await createTestDatabase())
  const folder = await makeDataDir()
  stack.defer(() => folder.remove())
  const dovecot = stack.use(await startDovecot(version))
  const smtp = stack.use(await startSmtp((address) => (address.startsWith('gone') ? refusal : undefined)))
  const server = await startServer({ DATABASE_URL: database.url, FAIRLEAD_DATA_DIR: folder.path })
  stack.defer(async () => assert.equal(await server.stop(), 0))
  const browser = await launchBrowser()
  stack.defer(() => browser.close())

  const owner = await setUp(server.url)
  const ana = await addAgent(server.url, owner, 'Ana Alvarez')
  const team = await makeTeam(owner, [ana])
  await goOnline(ana)
  const nextDoor = { host: '127.0.0.1', security: 'none' as const, user: 'support' }
  await owner.client.call(postChannel, {
    body: {
      ...{ type: 'email', name: 'Support', teamId: team.id, secrets: { password: 'secret' } },
      settings: {
        ...{ address: 'support@example.com', senderName: 'Harbour Outfitters' },
        imap: { ...nextDoor, port: dovecot.port, folders: ['INBOX'] },
        smtp: { ...nextDoor, port: smtp.port },
      },
    },
  })
  await dovecot.deliver('support', mail())

  const page = await logIn(browser, server.url, ana)
  await page.getByRole('link').filter({ hasText: 'Mara Muster' }).click()
  await page.getByText('This mail may not be from mara@example.test').waitFor()
  await page.getByText('1 picture in the text').waitFor()
  await page
    .getByText('bill.png')
    .or(page.getByRole('img', { name: 'bill.png' }))
    .first()
    .waitFor()
  await becomes(() => page.getByRole('img', { name: 'zipper.png' }).count(), 0)

  // Whoever got the mail gets the answer, unless somebody takes them out.
  await picture(page, 'email-composer')
  await page.getByLabel('Remove otto@example.org').or(page.getByText('otto@example.org')).first().waitFor()
  await page.getByRole('button', { name: 'Hidden copy' }).click()
  await page.getByLabel('Hidden copy').fill('boss@example.com')
  await page.keyboard.press('Enter')
  await page.getByPlaceholder('Write to Mara Muster').fill('We look into it.')
  await picture(page, 'email-composer-2')
  await page.getByRole('button', { name: 'Send', exact: true }).click()

  await page.getByText('Not delivered to gone@example.org: 550 5.1.1 No such user').waitFor()
  await eventually(
    async () => smtp.sent.map(({ to }) => to),
    ([to]) => String(to) === 'mara@example.test,otto@example.org,boss@example.com',
  )
  await picture(page, 'email-light')
  await page.emulateMedia({ colorScheme: 'dark' })
  await picture(page, 'email-dark')
})

function mail(): string {
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  const image = (name: string) => [
    ...['--p', 'Content-Type: image/png', `Content-Disposition: inline; filename=${name}.png`],
    ...[`Content-ID: <${name}@example.test>`, 'Content-Transfer-Encoding: base64', '', png],
  ]
  return [
    ...['Authentication-Results: mx.example.com; spf=softfail; dmarc=fail (p=none) header.from=example.test'],
    ...['From: Mara Muster <mara@example.test>', 'To: support@example.com', 'Cc: otto@example.org, gone@example.org'],
    ...['Subject: Broken zipper', 'Message-ID: <first@example.test>'],
    ...['Content-Type: multipart/related; boundary=p', '', '--p', 'Content-Type: text/html', ''],
    ...['<p>The zipper of my jacket looks like this:</p><img src="cid:zipper@example.test"><p>Please help.</p>'],
    ...[...image('zipper'), ...image('bill'), '--p--', ''],
  ].join('\r\n')
}
