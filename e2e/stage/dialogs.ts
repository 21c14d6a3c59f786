import type { Locator, Page } from 'playwright-core'
import { type Ids, type Place, settings } from './places.ts'
import { eventually } from './server.ts'

const press = (name: string | RegExp) => (page: Page) => button(page, name).click()

// Keys are heard a moment after the page is there.
const pressKey = (key: string) => async (page: Page) => {
  await eventually(
    async () => {
      await page.keyboard.press(key)
      return page.getByRole('dialog').isVisible()
    },
    (isOpen) => isOpen,
  )
}

/** What opens over the pages: dialogs, menus, lists to choose from. */
export const dialogs = {
  inbox: (ids) => [
    { name: 'shortcuts', path: '/inbox/mine', open: pressKey('?') },
    { name: 'palette', path: '/inbox/mine', open: pressKey('Control+k') },
    { name: 'profile-menu', path: '/inbox/mine', open: (page) => railMenu(page).last().click() },
    { name: 'presence-menu', path: '/inbox/mine', open: (page) => railMenu(page).first().click() },
    { name: 'sort-menu', path: '/inbox/mine', open: press(/^Sorted by/) },
    { name: 'view-new', path: '/inbox/mine', open: openNestedView, isForDesk: true },
    { name: 'view-menu', path: '/inbox/mine', open: openViewMenu, isForDesk: true },
    { name: 'selected', path: '/inbox/mine', open: select, opens: 'section[aria-label^="What to do with"]' },
    { name: 'selected-menu', path: '/inbox/mine', open: openSelectedMenu },
    { name: 'selected-tags', path: '/inbox/mine', open: openSelectedTags },
    { name: 'contact-new', path: '/contacts', open: press('New contact') },
    { name: 'merge', path: `/contacts/${ids.contact}`, open: openMerge },
  ],
  conversation: (ids) => {
    const path = `/inbox/mine/${ids.conversation}`
    return [
      { name: 'assign', path, open: press(/has it$/) },
      { name: 'snooze-menu', path, open: press('Snooze') },
      { name: 'snooze-time', path, open: openSnoozeTime },
      { name: 'more-menu', path, open: press('More actions') },
      { name: 'close', path, open: press('Close') },
      { name: 'why', path, open: press(/^Why /), isForDesk: true },
      { name: 'details', path, open: press('Show details'), opens: 'aside[aria-label]', isForPhone: true },
      { name: 'details-why', path, open: openDetailsWhy, isForPhone: true },
      { name: 'emoji', path, open: press('Insert an emoji') },
      { name: 'snippets', path, open: (page) => composer(page).pressSequentially('/') },
      { name: 'mention', path: `/inbox/mine/${ids.noted}`, open: openMention },
      { name: 'send-menu', path, open: openSendMenu },
      { name: 'send-time', path, open: openSendTime },
      { name: 'media', path, open: (page) => page.getByRole('link', { name: /part\.png/ }).click() },
      { name: 'templates', path: `/inbox/mine/${ids.windowClosed}`, open: openTemplates },
    ]
  },
  settings: (ids) => [
    { name: 'team-new', path: settings('teams'), open: press('New team') },
    { name: 'team-delete', path: settings(`teams/${ids.team}`), open: press('Delete team') },
    { name: 'invite', path: settings('members'), open: press('Invite') },
    { name: 'member-menu', path: settings('members'), open: press(/Ana Alvarez/) },
    { name: 'skill-new', path: settings('skills'), open: press('New skill') },
    { name: 'tag-new', path: settings('tags'), open: press('New tag') },
    { name: 'field-new', path: settings('fields'), open: openField },
    { name: 'category-new', path: settings('closing'), open: press('Add a category') },
    { name: 'snippet-new', path: settings('snippets'), open: press('Add a snippet') },
    { name: 'macro-new', path: settings('macros'), open: openMacro },
    { name: 'webhook-new', path: settings('webhooks'), open: openWebhook },
    { name: 'api-key-new', path: settings('api-keys'), open: press('New key') },
    { name: 'language', path: settings('workspace'), open: (page) => page.getByLabel('Language').first().click() },
  ],
} as const satisfies Record<string, (ids: Ids) => readonly Place[]>

/** Selects what is open once it is. */
export function opensOf({ opens = '[role=dialog], [role=menu], [role=listbox]' }: Place): string {
  return opens
}

/** Until what was asked for is there. */
export async function untilOpen(page: Page, place: Place): Promise<void> {
  await page.locator(opensOf(place)).filter({ visible: true }).first().waitFor()
}

function button(page: Page | Locator, name: string | RegExp): Locator {
  return page.getByRole('button', { name, exact: true }).filter({ visible: true }).first()
}

function railMenu(page: Page): Locator {
  return page.locator('nav button[aria-haspopup=menu]').filter({ visible: true })
}

function composer(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Reply' })
}

async function openSnoozeTime(page: Page): Promise<void> {
  await button(page, 'Snooze').click()
  await page.getByRole('menuitem', { name: 'Choose a time' }).click()
  await page.getByRole('dialog').waitFor()
}

async function openViewMenu(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Refunds' }).click()
  await button(page, 'Change the view Refunds').click()
}

async function openNestedView(page: Page): Promise<void> {
  await button(page, 'New view').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Urgent and late')
  await button(dialog, 'Condition').click()
  await button(dialog, 'Group').click()
  await dialog.getByRole('button', { name: 'Condition', exact: true }).last().click()
}

async function select(page: Page): Promise<void> {
  const rows = page.getByRole('list', { name: 'Conversations' }).getByRole('link')
  await rows.first().focus()
  await page.keyboard.press('Shift+ArrowDown')
  await page.getByText('2 selected').waitFor()
}

async function openSelectedMenu(page: Page): Promise<void> {
  await select(page)
  await button(page, /what else to do/i).click()
  await page.getByRole('menu').first().waitFor()
}

async function openSelectedTags(page: Page): Promise<void> {
  await openSelectedMenu(page)
  await page.getByRole('menuitem', { name: 'Add tags' }).click()
  await page.getByRole('dialog').waitFor()
}

async function openDetailsWhy(page: Page): Promise<void> {
  await button(page, 'Show details').click()
  await button(page, /^Why /).click()
}

async function openMention(page: Page): Promise<void> {
  await page.getByText('Note', { exact: true }).last().click()
  const note = page.getByRole('textbox', { name: 'Note' })
  await note.fill('')
  await note.pressSequentially('Please look, @an')
}

async function openSendMenu(page: Page): Promise<void> {
  await composer(page).fill('By ferry, twice a week.')
  await button(page, 'More ways to send').click()
}

async function openSendTime(page: Page): Promise<void> {
  await openSendMenu(page)
  await page.getByRole('menuitem', { name: 'Send later' }).click()
  await page.getByRole('menuitem', { name: 'Choose a time' }).click()
  await page.getByRole('dialog').waitFor()
}

async function openTemplates(page: Page): Promise<void> {
  const templates = page.getByRole('combobox', { name: 'Template' })
  await templates.click()
  await page.getByRole('option').first().waitFor()
}

async function openMerge(page: Page): Promise<void> {
  await button(page, 'Merge with another contact').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('Giulia')
  await dialog.getByRole('button', { name: /Giulia Esempio/ }).click()
  await button(dialog, 'Merge').waitFor()
}

async function openField(page: Page): Promise<void> {
  await button(page, 'Add a field for contacts').click()
  await page.getByRole('combobox', { name: 'What stands in it' }).click()
  await page.getByRole('option', { name: 'Choice of one' }).click()
}

async function openMacro(page: Page): Promise<void> {
  await button(page, 'New macro').click()
  for (const step of ['Send a reply', 'Add tags']) {
    await button(page, 'Add a step').click()
    await page.getByRole('menuitem', { name: step }).click()
  }
}

async function openWebhook(page: Page): Promise<void> {
  await button(page, 'New webhook').click()
  await page.getByText('Only what is chosen here').click()
}
