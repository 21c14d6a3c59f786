import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { launchBrowser, logIn, picture } from './stage/browser.ts'
import { becomes } from './stage/server.ts'
import { openWhatsappStage } from './stage/whatsapp.ts'
import { goOnline, makeTeam, meta } from './stage/workspace.ts'

test('a manager sees how far templates are, an agent sends an approved one, and both hear of the provider’s news', async () => {
  // The customer wrote yesterday: only templates can be sent.
  await using stage = await openWhatsappStage({ clockOffset: -25 * 3_600_000 })
  const { graph, server, owner } = stage
  await stage.connect(await makeTeam(owner, [owner]))
  await goOnline(owner)
  await graph.customer('447700900001', { name: 'Mara Muster', phoneNumberId: meta.phoneNumberId }).sendText('Hello?')
  await using stack = new AsyncDisposableStack()
  const browser = await launchBrowser()
  stack.defer(() => browser.close())

  const manager = await logIn(browser, server.url, owner)
  await manager.getByRole('link', { name: 'Settings' }).click()
  await manager.getByRole('link', { name: 'Channels', exact: true }).click()
  await manager
    .getByRole('link', { name: /WhatsApp/ })
    .first()
    .click()
  const line = (name: string) => manager.getByRole('row', { name: new RegExp(name) })
  await line('order_update').getByText('Approved').waitFor()
  await line('summer_sale').getByText('Paused').waitFor()
  await graph.reviewTemplate({
    name: 'summer_sale',
    language: 'en',
    event: 'REJECTED',
    reason: 'The text promises what the shop cannot keep.',
  })
  await line('summer_sale').getByText('Rejected').waitFor()
  await line('summer_sale').getByText('The text promises what the shop cannot keep.').waitFor()

  // What nobody tells of is found by asking.
  await graph.reviewTemplate({ name: 'we_are_back', language: 'en', event: 'DISABLED', isSilent: true })
  await manager.getByRole('button', { name: 'Sync now' }).click()
  await line('we_are_back').getByText('Disabled').waitFor()
  await manager.getByText(/^Last read/).waitFor()
  await manager.getByRole('button', { name: 'Sync now' }).scrollIntoViewIfNeeded()
  await inBothSchemes(manager, 'templates-settings')

  const agent = await logIn(browser, server.url, owner)
  await agent.getByText('Hello?').first().click()
  const picker = agent.getByRole('combobox', { name: 'Template' })
  await picker.click()
  await agent.getByRole('option', { name: /order_update/ }).waitFor()
  await becomes(() => agent.getByRole('option', { name: /summer_sale|we_are_back/ }).count(), 0)
  await agent.getByText('2 others cannot be sent now').waitFor()
  await inBothSchemes(agent, 'templates-picker')
  await agent.getByRole('option', { name: /order_update/ }).click()
  await agent.getByLabel('Header, 1').fill('5512')
  await agent.getByLabel('Text, 1').fill('Mara')
  await agent.getByLabel('Text, 2').fill('on its way')
  await agent.getByLabel(/Button “Track”/).fill('5512')
  await picture(agent, 'templates-filled')
  await agent.getByRole('button', { name: 'Send template' }).click()
  await agent.getByText('Hi Mara, your order is on its way.').last().waitFor()
  await agent.getByRole('img', { name: 'Read' }).waitFor()
  await picture(agent, 'templates-sent')

  // It was in use, and is missed.
  await graph.reviewTemplate({ name: 'order_update', language: 'en_US', event: 'PAUSED' })
  await manager.getByText('The template order_update on WhatsApp can no longer be sent: paused.').waitFor()
  await inBothSchemes(manager, 'templates-missed')
  assert.ok(!/"level":(50|60)/.test(server.output()), server.output())
})

async function inBothSchemes(page: Page, name: string): Promise<void> {
  await picture(page, name)
  await page.emulateMedia({ colorScheme: 'dark' })
  await picture(page, `${name}-dark`)
  await page.emulateMedia({ colorScheme: 'light' })
}
