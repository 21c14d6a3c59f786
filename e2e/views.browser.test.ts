import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { listConversations, patchConversation } from '@fairlead/sdk'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser, logIn, picture } from './stage/browser.ts'
import { becomes, makeDataDir, type RunningServer, startServer } from './stage/server.ts'
import { sendWebhook, textWebhook } from './stage/whatsapp-webhook.ts'
import { addAgent, connectWhatsapp, makeTeam, type Person, setUp } from './stage/workspace.ts'

let server: RunningServer
let browser: Browser
let folder: Awaited<ReturnType<typeof makeDataDir>>
let owner: Person
let ana: Person

before(async () => {
  folder = await makeDataDir()
  server = await startServer({ FAIRLEAD_DATA_DIR: folder.path })
  browser = await launchBrowser()
  owner = await setUp(server.url)
  ana = await addAgent(server.url, owner, 'Ana Agent')
  const team = await makeTeam(owner, [ana], { strategy: 'manual' })
  const { id } = await connectWhatsapp(owner, team.id)
  for (const number of [1, 2, 3, 4]) {
    const from = `44770090000${number}`
    await sendWebhook(server.url, id, textWebhook({ from, id: `wamid.${number}`, text: 'Where is my order?' }))
  }
})
after(async () => {
  await browser.close()
  await server.stop()
  await folder.remove()
})

test('a manager saves a view for everybody, and what fits comes and goes in it by itself', async () => {
  const manager = await logIn(browser, server.url, owner)
  const agent = await logIn(browser, server.url, ana)

  await manager.getByRole('button', { name: 'New view' }).click()
  await manager.getByRole('textbox', { name: 'Name' }).fill('VIP')
  await manager.getByRole('button', { name: 'Condition', exact: true }).click()
  await manager.getByLabel('What to look at').last().selectOption('Tags')
  await manager.getByRole('combobox', { name: 'Tags: what to look for' }).fill('vip')
  await manager.keyboard.press('Enter')
  await manager.getByText('0 conversations fit now').waitFor()
  await manager.getByRole('switch', { name: 'For everybody' }).click()
  await picture(manager, 'view-dialog')
  await manager.getByRole('button', { name: 'Save for everybody' }).click()
  await manager.getByText('Nothing fits this view now').waitFor()

  await agent.getByRole('link', { name: 'VIP' }).click()
  await agent.getByText('Nothing fits this view now').waitFor()
  const [first, second] = (await owner.client.call(listConversations, { query: { view: 'all' } })).data
  assert.ok(first && second)
  await tag(first.id, ['VIP'])
  await tag(second.id, ['vip', 'late'])
  for (const page of [manager, agent]) await untilRows(page, [first.contact.name, second.contact.name])
  await tag(first.id, [])
  for (const page of [manager, agent]) await untilRows(page, [second.contact.name])
  await picture(agent, 'view-live')

  // The agent may use it, and not change it.
  await becomes(() => agent.getByRole('button', { name: 'Change the view VIP' }).count(), 0)
  await manager.getByRole('button', { name: 'Change the view VIP' }).click()
  await manager.getByRole('menuitem', { name: 'Delete' }).click()
  await manager.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await agent.getByText('This view is gone').waitFor()
})

test('an agent selects by keys and does the same with all of them', async () => {
  const agent = await logIn(browser, server.url, ana)
  await agent.getByRole('link', { name: /^All open/ }).click()
  const rows = agent.getByRole('list', { name: 'Conversations' }).getByRole('link')
  await rows.nth(3).waitFor()

  await rows.first().focus()
  await agent.keyboard.press('Shift+ArrowDown')
  await agent.getByText('2 selected').waitFor()
  await agent.keyboard.press('Control+a')
  await agent.getByText('4 selected').waitFor()
  await agent.getByRole('button', { name: 'What else to do with the selected conversations' }).click()
  await agent.getByRole('menuitem', { name: 'Add tags' }).click()
  await agent.getByRole('combobox', { name: 'Tags' }).fill('sale')
  await agent.keyboard.press('Enter')
  await agent.getByRole('button', { name: 'Add', exact: true }).click()
  await agent.getByText('4 tagged').waitFor()
  await picture(agent, 'bulk')

  await agent.getByRole('button', { name: 'Close', exact: true }).click()
  await agent
    .getByRole('dialog')
    .getByRole('button', { name: /^Close/ })
    .last()
    .click()
  await agent.getByText('4 closed').waitFor()
  await agent.getByText('No open conversations').waitFor()
  const { data } = await owner.client.call(listConversations, { query: { view: 'closed' } })
  assert.ok(data.length === 4 && data.every(({ tags }) => tags.includes('sale')))
})

test('the list is as wide as it was left', async () => {
  const agent = await logIn(browser, server.url, ana)
  const line = agent.getByRole('separator', { name: 'Width of the list' })
  await line.focus()
  await agent.keyboard.press('ArrowRight')
  await agent.keyboard.press('ArrowRight')
  await becomes(() => line.getAttribute('aria-valuenow'), '380')

  await agent.reload()
  await line.waitFor()

  await becomes(() => line.getAttribute('aria-valuenow'), '380')
  const box = await line.boundingBox()
  await agent.mouse.move(box!.x + 4, 400)
  await agent.mouse.down()
  await agent.mouse.move(box!.x + 54, 400)
  await agent.mouse.up()
  await becomes(() => line.getAttribute('aria-valuenow'), '430')
})

async function tag(id: string, tags: string[]): Promise<void> {
  await owner.client.call(patchConversation, { params: { id }, body: { tags } })
}

async function untilRows(page: Page, names: readonly string[]): Promise<void> {
  const rows = page.getByRole('list', { name: 'Conversations' }).getByRole('listitem')
  for (let tries = 0; ; tries += 1) {
    const texts = await rows.allInnerTexts()
    if (texts.length === names.length && names.every((name) => texts.some((text) => text.includes(name)))) return
    if (tries > 50) assert.fail(`${texts.join(' | ')} instead of ${names.join(', ')}`)
    await page.waitForTimeout(200)
  }
}
