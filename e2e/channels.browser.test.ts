import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listChannels } from '@fairlead/sdk'
import type { Page } from 'playwright-core'
import { startMessengerEmulator } from '../scripts/emulators/messenger.ts'
import { launchBrowser, logIn, picture } from './stage/browser.ts'
import { openChannelStage } from './stage/channel.ts'
import { becomes, eventually } from './stage/server.ts'

const secrets = { appSecret: 'an-invented-app-secret', accessToken: 'an-invented-page-token' }
const maraId = '6000000000000001'

test('a manager connects Messenger, an agent sees what is delivered and read, and what waits for a dead token goes out once it is mended', async () => {
  // Customers read when the test says so.
  const messenger = await startMessengerEmulator({ ...secrets, delays: { readMs: null } })
  await using stage = await openChannelStage(messenger, ({ url }) => ({ FAIRLEAD_META_URL: url }))
  const { server, owner } = stage
  await using stack = new AsyncDisposableStack()
  const browser = await launchBrowser()
  stack.defer(() => browser.close())

  const manager = await logIn(browser, server.url, owner)
  await manager.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await manager.getByRole('link', { name: 'Settings' }).click()
  await manager.getByRole('link', { name: 'Channels', exact: true }).click()
  await manager.getByRole('link', { name: 'Connect a channel' }).click()
  await picture(manager, 'channel-types')
  await manager.getByRole('link', { name: /^Messenger/ }).click()
  await manager.getByLabel('Page ID').fill(messenger.pageId)
  await manager.getByLabel('Access token').fill(secrets.accessToken)
  await manager.getByLabel('App secret').fill(secrets.appSecret)
  await picture(manager, 'channel-new')
  await manager.getByRole('button', { name: 'Connect the page' }).click()

  // What the page says is taken to the provider.
  await manager.getByText('What to do at the provider').waitFor()
  await picture(manager, 'channel-setup')
  await messenger.connect({
    webhookUrl: await copied(manager, 'Callback URL'),
    verifyToken: await copied(manager, 'Verify token'),
  })
  await manager.getByRole('button', { name: 'Send a test' }).click()
  await manager.getByText('It works. Connected as Example Shop.').waitFor()
  await manager.getByText('It works. Connected as Example Shop.').scrollIntoViewIfNeeded()
  await picture(manager, 'channel-tested')
  // There is one team: it was chosen by itself.
  await becomes(() => manager.getByRole('combobox', { name: 'Team' }).inputValue(), 'Support')

  const agent = await logIn(browser, server.url, stage.ana)
  const mara = messenger.customer(maraId, { name: 'Mara Muster' })
  await mara.sendText('Do you ship to Åland?')
  await agent.getByText('Do you ship to Åland?').first().click()
  const composer = agent.getByRole('textbox', { name: /reply/i })
  await composer.fill('Yes, by ferry, twice a week.')
  await composer.press('Enter')
  await agent.getByRole('img', { name: 'Delivered' }).waitFor()
  await picture(agent, 'message-delivered')
  await mara.read()
  await agent.getByRole('img', { name: 'Read' }).waitFor()
  await picture(agent, 'message-read')

  // The token dies: managers are told wherever they are, and what is written waits.
  messenger.revokeToken()
  await composer.fill('The next one leaves on Tuesday.')
  await composer.press('Enter')
  await manager.getByText('Messenger does not work: messages wait.').waitFor()
  await agent.getByRole('img', { name: 'Waiting to be sent' }).waitFor()
  await becomes(() => agent.getByText('Messenger does not work: messages wait.').count(), 0)
  await picture(agent, 'message-waiting')
  await manager.getByRole('link', { name: 'Inbox' }).click()
  await manager.getByRole('link', { name: 'Look and mend it' }).click()
  await manager.getByText('This channel does not work').waitFor()
  await picture(manager, 'channel-broken')
  await manager.getByRole('button', { name: 'Connect again' }).click()
  await manager.getByText('It did not work').waitFor()
  await manager.getByText(/does not take these settings or secrets.*Error validating access token/).waitFor()
  await picture(manager, 'channel-refused')

  messenger.restoreToken()
  await manager.getByRole('button', { name: 'Connect again' }).click()
  await manager.getByText('It works again. What waited is being sent.').waitFor()
  await manager.getByText('Messenger does not work: messages wait.').waitFor({ state: 'detached' })
  await agent.getByRole('img', { name: 'Delivered' }).waitFor()
  await picture(manager, 'channel-mended')
  await picture(agent, 'message-went-out')
  const received = messenger.chat(maraId).messages.filter(({ direction }) => direction === 'out')
  assert.deepEqual(
    received.map(({ text }) => text),
    ['Yes, by ferry, twice a week.', 'The next one leaves on Tuesday.'],
  )
  const { data } = await eventually(
    () => owner.client.call(listChannels, {}),
    ({ data }) => data.every(({ status }) => status === 'active'),
  )
  assert.equal(data.length, 1)
  assert.ok(!/"level":(50|60)/.test(server.output()), server.output())
})

/** What the button beside it puts into the clipboard. */
async function copied(page: Page, what: string): Promise<string> {
  await page.getByRole('button', { name: `Copy: ${what}` }).click()
  return page.evaluate<string>('navigator.clipboard.readText()')
}
