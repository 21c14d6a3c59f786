import assert from 'node:assert/strict'
import { test } from 'node:test'
import { postContact } from '@fairlead/sdk'
import { startReceiver } from '../server/src/webhooks/testing.ts'
import { launchBrowser, logIn, openPage } from './stage/browser.ts'
import { makeDataDir, startServer } from './stage/server.ts'
import { makeTeam, setUp } from './stage/workspace.ts'

test('a manager invites somebody, gives them a role, renames a tag, and tells another system', async () => {
  const folder = await makeDataDir()
  const server = await startServer({ FAIRLEAD_DATA_DIR: folder.path })
  const browser = await launchBrowser()
  await using receiver = await startReceiver()
  try {
    const owner = await setUp(server.url)
    await makeTeam(owner, [], {}, 'Returns')
    const page = await logIn(browser, server.url, owner)
    await page.getByRole('link', { name: 'Settings' }).click()
    const dialog = page.getByRole('dialog')

    // Somebody is invited into a team, and comes.
    await page.getByRole('link', { name: 'Members' }).click()
    await page.getByRole('button', { name: 'Invite' }).click()
    await dialog.getByText('Nothing is sent to them').waitFor()
    await dialog.getByLabel('E-mail').fill('ana.agent@example.com')
    await dialog.getByRole('combobox', { name: 'Teams' }).click()
    await page.getByRole('option', { name: 'Returns' }).click()
    await page.keyboard.press('Escape')
    await dialog.getByRole('button', { name: 'Make the invitation' }).click()
    const link = (await dialog.getByRole('group', { name: 'Invitation link' }).locator('pre').textContent()) ?? ''
    await dialog.getByRole('button', { name: 'Done' }).click()
    const guest = await openPage(browser)
    await guest.goto(link)
    await guest.getByLabel('Your name').fill('Ana Agent')
    await guest.getByLabel('Password', { exact: true }).fill('an invented pass phrase')
    await guest.getByRole('button', { name: 'Join' }).click()
    await guest.getByText('Nothing for you to do').waitFor()
    await page.getByRole('list', { name: 'Members' }).getByText('Ana Agent').waitFor()

    // What the new one may do is read, and changed.
    await page.getByRole('link', { name: 'Roles' }).click()
    await page.getByRole('combobox', { name: 'Role of Ana Agent' }).click()
    await page.getByRole('option', { name: 'Manager' }).click()
    await page.getByText('Ana Agent is now Manager').waitFor()

    // A tag, which is then renamed wherever it is.
    await page.getByRole('link', { name: 'Tags' }).click()
    await page.getByRole('button', { name: 'New tag' }).click()
    await dialog.getByLabel('Name').fill('refnud')
    await dialog.getByRole('radio', { name: 'Red' }).check()
    await dialog.getByRole('button', { name: 'Make the tag' }).click()
    await page.getByRole('list', { name: 'Tags' }).getByText('refnud').waitFor()
    await owner.client.call(postContact, { body: { name: 'Cora Customer', tags: ['refnud'] } })
    await page.getByRole('button', { name: 'Change refnud' }).click()
    await dialog.getByLabel('Name').fill('refund')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('list', { name: 'Tags' }).getByText('refund').waitFor()

    // Another system is told of what happens, and a manager sees that it arrived.
    await page.getByRole('link', { name: 'Webhooks' }).click()
    await page.getByRole('button', { name: 'New webhook' }).click()
    await dialog.getByLabel('Name').fill('CRM')
    await dialog.getByLabel('Address').fill('no address')
    await dialog.getByRole('button', { name: 'Make the webhook' }).click()
    await dialog.getByText('Enter a whole address').waitFor()
    await dialog.getByLabel('Address').fill(receiver.url)
    await dialog.getByText('Only what is chosen here').click()
    await dialog.getByRole('button', { name: 'Make the webhook' }).click()
    await dialog.getByText('Choose at least one').waitFor()
    await dialog.getByRole('checkbox', { name: 'Contacts' }).check()
    await dialog.getByRole('button', { name: 'Make the webhook' }).click()
    await dialog.getByText('Take the secret now').waitFor()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('heading', { level: 1, name: 'CRM' }).waitFor()
    await page.getByRole('button', { name: 'Send a test' }).click()
    await page.getByText(/It arrived: the answer was 204/).waitFor()
    await owner.client.call(postContact, { body: { name: 'Carl Customer' } })
    await page.getByRole('list', { name: 'Log' }).getByText('A contact is new').waitFor()
    await page.getByRole('list', { name: 'Log' }).getByText('Delivered').waitFor()
    await page.getByRole('button', { name: /^Details of contact.created/ }).click()
    await page.getByText('Carl Customer').waitFor()
    assert.deepEqual(
      receiver.received.map(({ body }) => body.type),
      ['ping', 'contact.created'],
    )

    assert.ok(!/"level":(50|60)/.test(server.output()), server.output())
  } finally {
    await browser.close()
    assert.equal(await server.stop(), 0)
    await folder.remove()
  }
})
