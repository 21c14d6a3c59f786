/** All by keys: nothing is clicked, and wherever one is, the keyboard is never lost. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getConversation, getPreferences, listConversations } from '@fairlead/sdk'
import type { Page } from 'playwright-core'
import { startExampleSystem } from '../scripts/emulators/example-system.ts'
import { launchBrowser, logIn, picture } from './stage/browser.ts'
import { openChannelStage } from './stage/channel.ts'
import { becomes, eventually } from './stage/server.ts'
import { connectSystem } from './stage/workspace.ts'

const people = ['Mara Muster', 'Nils Nobody', 'Olive Other', 'Pia Placeholder', 'Quentin Quoted']

test('an agent goes through what is theirs by keys alone, and the focus goes along', async () => {
  await using stage = await openStage()
  const { ana, page } = stage
  await page.getByText(people[0]!).first().waitFor()
  await eventually(
    () => ana.client.call(listConversations, { query: { view: 'mine' } }),
    ({ data }) => data.length === people.length,
  )

  // What is offered everywhere is fetched when the page has nothing better to do.
  await page.keyboard.press('Control+k')
  await page.getByRole('option', { name: /Keyboard shortcuts/ }).waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await page.waitForURL(/\/inbox\/mine\/./)
  const first = idOf(page)
  await goThrough(page, 'j')
  await goThrough(page, 'k')
  assert.equal(idOf(page), first)
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await sheet.getByText('Close the conversation').waitFor()
  await picture(page, 'shortcut-sheet')
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'hidden' })

  // A row has the focus, and goes with its conversation: the next one has it then.
  await page
    .getByRole('link', { name: /Muster|Nobody|Other|Placeholder|Quoted/ })
    .first()
    .focus()
  await page.keyboard.press('e')
  await page.waitForURL((url) => !url.pathname.endsWith(first))
  assert.equal((await ana.client.call(getConversation, { params: { id: first } })).status, 'closed')
  await focusIsKept(page)

  const second = idOf(page)
  await page.keyboard.press('p')
  await page.getByRole('combobox', { name: 'Set the priority' }).waitFor()
  await picture(page, 'palette-priority')
  await page.keyboard.type('urg')
  await page.keyboard.press('Enter')
  await eventually(
    () => ana.client.call(getConversation, { params: { id: second } }),
    ({ priority }) => priority === 'urgent',
  )
  await focusIsKept(page)

  await page.keyboard.press('t')
  await page.getByRole('combobox', { name: 'Add or remove a tag' }).fill('returns')
  await page.keyboard.press('Enter')
  await eventually(
    () => ana.client.call(getConversation, { params: { id: second } }),
    ({ tags }) => tags.includes('returns'),
  )

  await page.keyboard.press('s')
  await page.getByRole('combobox', { name: 'Snooze until' }).waitFor()
  await page.keyboard.type('week')
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => !url.pathname.endsWith(second))
  assert.equal((await ana.client.call(getConversation, { params: { id: second } })).status, 'snoozed')
  await focusIsKept(page)

  await page.keyboard.press('r')
  await page.getByRole('textbox', { name: /reply/i }).waitFor()
  await page.keyboard.type('gone by ship')
  await becomes(() => page.getByRole('textbox', { name: /reply/i }).inputValue(), 'gone by ship')
  await page.keyboard.press('Escape')
})

test('the palette leads anywhere, finds people, and sets how the app looks on every device', async () => {
  await using stage = await openStage()
  const { ana, page, open } = stage
  await page.getByText(people[0]!).first().waitFor()
  const other = await open()

  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Commands' }).waitFor()
  await picture(page, 'palette')
  await page.keyboard.type('closed')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/inbox\/closed/)

  await page.keyboard.press('g')
  await page.keyboard.press('q')
  await page.waitForURL(/\/waiting/)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('olive')
  await page.getByRole('option', { name: /with Olive Other/ }).click()
  await page.waitForURL(/\/inbox\/all\/./)

  await page.keyboard.press('Control+k')
  await page.keyboard.type('light or dark')
  await page.keyboard.press('Enter')
  await page.keyboard.type('dark')
  await page.keyboard.press('Enter')
  for (const each of [page, other]) await each.locator('html[data-mantine-color-scheme="dark"]').waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('rows stand')
  await page.keyboard.press('Enter')
  await page.keyboard.type('compact')
  await page.keyboard.press('Enter')
  for (const each of [page, other]) await each.locator('html[data-density="compact"]').waitFor()
  const { scheme, density } = await ana.client.call(getPreferences, {})
  assert.deepEqual({ scheme, density }, { scheme: 'dark', density: 'compact' })
  await picture(page, 'inbox-compact-dark')

  await page.goto(new URL('/settings/notifications', page.url()).href)
  await page.getByRole('heading', { name: 'Quiet hours' }).waitFor()
  await picture(page, 'settings-notifications-dark')

  await page.setViewportSize({ width: 390, height: 844 })
  await picture(page, 'settings-notifications-phone')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Commands' }).fill('dens')
  await picture(page, 'palette-phone')
})

async function openStage() {
  await using opening = new AsyncDisposableStack()
  const system = await startExampleSystem({})
  const stage = opening.use(await openChannelStage(system, () => ({})))
  const { server, owner, ana, team } = stage
  await connectSystem(owner, team.id, system)
  for (const [index, name] of people.entries()) {
    const contact = { address: `person-${index}`, name }
    await system.deliver({
      type: 'message',
      id: `message-${index}`,
      contact,
      text: `Question ${index}`,
      attachments: [],
    })
  }
  const browser = await launchBrowser()
  opening.defer(() => browser.close())
  const open = () => logIn(browser, server.url, ana)
  const page = await open()
  const stack = opening.move()
  return { ana, page, open, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

function idOf(page: Page): string {
  return new URL(page.url()).pathname.split('/').at(-1) ?? ''
}

/** To the last row or the first, where not all have room: each is in sight when its conversation is open. */
async function goThrough(page: Page, key: 'j' | 'k'): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 300 })
  for (let step = 1; step < people.length; step += 1) {
    const before = idOf(page)
    await page.keyboard.press(key)
    await page.waitForURL((url) => !url.pathname.endsWith(before))
    const row = page.locator('[data-index]', { has: page.locator(`a[href*="${idOf(page)}"]`) })
    await eventually(
      () => row.boundingBox(),
      (box) => box !== null && box.y > 0 && box.y + box.height <= 300,
    )
  }
  await page.setViewportSize({ width: 1440, height: 900 })
}

async function focusIsKept(page: Page): Promise<void> {
  await eventually(
    () => page.evaluate<string>('document.activeElement?.tagName ?? "BODY"'),
    (tag) => tag !== 'BODY',
  )
}
