import { listContacts, listConversations } from '@fairlead/sdk'
import type { Locator } from 'playwright-core'
import type { Random } from '../../scripts/demo/random.ts'
import { goTo, type Place } from './places.ts'
import type { Watcher } from './stage.ts'

/** Whose hands they are, and the places they go to in between. */
type Turn = Readonly<{ watcher: Watcher; random: Random; places: readonly Place[] }>

/** What somebody does by mouse and keys in their own browser: one thing at each call, which answers what. */
export function handsOf(turn: Turn): () => Promise<string> {
  const { watcher, random } = turn
  // Mia writes by programs: what was begun there and here at once would be two drafts.
  const names = watcher.name === 'Mia' ? [...deeds, ...managing] : [...deeds, ...writing, ...writing]
  return async () => {
    const [name, act] = random.pick(names) ?? deeds[0]
    await act(turn)
    return `${watcher.name}: ${name}`
  }
}

type Deed = readonly [string, (turn: Turn) => Promise<void>]

const deeds: readonly [Deed, ...Deed[]] = [
  [
    'looks elsewhere',
    async ({ watcher, random, places }) => goTo(watcher, random.pick(places) ?? { path: '/inbox/all' }),
  ],
  ['looks into a conversation', async (turn) => void (await openAny(turn, 'all'))],
  ['takes one', async (turn) => press(turn, 'waiting', 'c')],
  ['sets a priority', async (turn) => choose(turn, 'p', 'Set the priority', '')],
  ['tags', async (turn) => choose(turn, 't', 'Add or remove a tag', turn.random.pick(['vip', 'refund', 'late']))],
  ['snoozes', async (turn) => choose(turn, 's', 'Snooze until', 'week')],
  ['closes', close],
  ['reopens', async (turn) => press(turn, 'closed', 'e')],
  ['reads many', readMany],
  ['writes down of a contact', writeDown],
]

const writing: readonly Deed[] = [
  ['replies', reply],
  ['notes', note],
  ['begins to write', begin],
]

const managing: readonly Deed[] = [
  ['renames the view', renameView],
  ['adds a field', addField],
]

type View = 'mine' | 'waiting' | 'all' | 'closed'

/** Opens one of those there are, as the server says. Answers its id. */
async function openAny({ watcher, random }: Turn, view: View): Promise<string | null> {
  const { data } = await watcher.person.client.call(listConversations, { query: { view, limit: 50 } })
  const conversation = random.pick(data)
  if (conversation === undefined) return null
  await goTo(watcher, { path: `/inbox/${view}/${conversation.id}` })
  await watcher.page.locator('[data-thread]').waitFor()
  await watcher.page.evaluate('document.activeElement?.blur()')
  return conversation.id
}

async function press(turn: Turn, view: View, key: string): Promise<void> {
  if ((await openAny(turn, view)) !== null) await turn.watcher.page.keyboard.press(key)
}

async function choose(turn: Turn, key: string, name: string, text: string | undefined): Promise<void> {
  if ((await openAny(turn, 'all')) === null) return
  const { page } = turn.watcher
  await page.keyboard.press(key)
  await page.getByRole('combobox', { name }).waitFor()
  await page.keyboard.type(text ?? '')
  await page.keyboard.press('Enter')
}

async function close(turn: Turn): Promise<void> {
  const id = await openAny(turn, 'all')
  if (id === null) return
  const { page } = turn.watcher
  await page.keyboard.press('e')
  const dialog = page.getByRole('dialog', { name: /Close the conversation/ })
  await Promise.any([dialog.waitFor(), page.waitForURL((url) => !url.pathname.endsWith(id))])
  if (!(await dialog.isVisible())) return
  await dialog.getByRole('radio').first().check({ force: true })
  await page.keyboard.press('Control+Enter')
  await dialog.waitFor({ state: 'hidden' })
}

async function reply(turn: Turn): Promise<void> {
  if ((await openAny(turn, 'all')) === null) return
  const box = await writingBox(turn, 'r')
  await box.fill(wordOf(turn))
  await box.press('Enter')
  await turn.watcher.page.evaluate('document.activeElement?.blur()')
}

async function note(turn: Turn): Promise<void> {
  if ((await openAny(turn, 'all')) === null) return
  const box = await writingBox(turn, 'n')
  await box.fill(wordOf(turn))
  await box.press('Enter')
  await turn.watcher.page.evaluate('document.activeElement?.blur()')
}

async function begin(turn: Turn): Promise<void> {
  if ((await openAny(turn, 'all')) === null) return
  const box = await writingBox(turn, 'r')
  await box.pressSequentially(wordOf(turn))
  await turn.watcher.page.evaluate('document.activeElement?.blur()')
}

async function writingBox({ watcher: { page } }: Turn, key: 'r' | 'n'): Promise<Locator> {
  await page.keyboard.press(key)
  const box = page.locator('section[data-mode] textarea').first()
  await box.waitFor()
  return box
}

async function readMany({ watcher }: Turn): Promise<void> {
  const { page } = watcher
  await goTo(watcher, { path: '/inbox/all' })
  await page.locator('[data-index] a').first().focus()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await page.getByRole('button', { name: 'What else to do with the selected conversations' }).click()
  await page.getByRole('menuitem', { name: 'Mark as read' }).click()
  await page.getByRole('menuitem').first().waitFor({ state: 'hidden' })
  // What is selected is of this page alone.
  await page.locator('[data-index] a').first().focus()
  await page.keyboard.press('Escape')
  await page.getByText(/^\d+ selected$/).waitFor({ state: 'hidden' })
}

async function writeDown({ watcher, random }: Turn): Promise<void> {
  const { page, person } = watcher
  const { data } = await person.client.call(listContacts, { query: { limit: 20 } })
  await goTo(watcher, { path: `/contacts/${random.pick(data)?.id}` })
  await page.getByRole('button', { name: 'Add a note' }).click()
  await page.keyboard.type(wordOf({ random }))
  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: 'Add a note' }).waitFor()
}

async function renameView(turn: Turn): Promise<void> {
  const { page } = turn.watcher
  await goTo(turn.watcher, { path: '/inbox/all' })
  await page
    .getByRole('button', { name: /^Change the view/ })
    .first()
    .click()
  await page.getByRole('menuitem', { name: 'Change' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill(wordOf(turn))
  await dialog.getByRole('button', { name: /^Save/ }).click()
  await dialog.waitFor({ state: 'hidden' })
}

async function addField(turn: Turn): Promise<void> {
  const { page } = turn.watcher
  await goTo(turn.watcher, { path: '/settings/fields' })
  await page.getByRole('button', { name: 'Add a field for contacts' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill(wordOf(turn))
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'hidden' })
}

function wordOf({ random }: Pick<Turn, 'random'>): string {
  return `said ${Math.floor(random.between(0, 1e6))}`
}
