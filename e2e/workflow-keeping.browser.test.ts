/** Whatever two people do with one workflow, or one with two, nothing is lost; nor is it on a phone. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  type Conversation,
  listConversationRuns,
  listConversations,
  postWorkflow,
  preferences,
  publishWorkflow,
  putPreferences,
  type WorkflowDefinition,
  type WorkflowRun,
  workflowDefinition,
} from '@fairlead/sdk'
import type { Locator, Page } from 'playwright-core'
import { phone, picture } from './stage/browser.ts'
import { beginWorkflow, openWorkflow, stepOnCanvas, storedWorkflow } from './stage/builder.ts'
import { type Desk, openDesk } from './stage/desk.ts'
import { becomes, eventually } from './stage/server.ts'

let desk: Desk
let page: Page

before(async () => {
  desk = await openDesk({ language: 'en', agents: ['Ana Example'] })
  page = await desk.open(desk.owner, {})
})
after(async () => {
  await desk[Symbol.asyncDispose]()
})

const twoNotes = workflowDefinition.parse({
  start: { trigger: { type: 'conversation_opened' }, next: 'first' },
  steps: [
    { id: 'first', type: 'note', name: 'First', text: 'One', at: { x: 360, y: 0 }, exits: { next: 'second' } },
    { id: 'second', type: 'note', name: 'Second', text: 'Two', at: { x: 720, y: 0 } },
  ],
})

test('of two who change one workflow, the later is told, and may load what the other did', async () => {
  const { id } = await make('Changed by two')
  const other = await desk.open(desk.owner, {})
  for (const tab of [page, other]) {
    await open(tab, id)
    await stepOnCanvas(tab, 'Second').waitFor()
  }
  // Both are at it at the same time: what the one sends is on its way while the other saves.
  const held = Promise.withResolvers<void>()
  await other.route(`**/api/v1/workflows/${id}`, async (route) => {
    if (route.request().method() === 'PATCH') await held.promise
    await route.continue()
  })
  const sent = other.waitForRequest((request) => request.method() === 'PATCH')
  await rename(other, 'Second', 'By the other')
  await sent
  await rename(page, 'First', 'By the one')
  await eventually(
    () => stored('Changed by two'),
    ({ draft }) => draft.steps.some(({ name }) => name === 'By the one'),
  )
  held.resolve()
  const alert = other.getByRole('alert').filter({ hasText: 'Which one counts?' })
  await alert.filter({ hasText: 'Olga Owner changed this draft meanwhile' }).waitFor()
  await picture(other, 'workflow-keeping-overtaken')

  await alert.getByRole('button', { name: 'Load theirs' }).click()
  await alert.waitFor({ state: 'detached' })
  await stepOnCanvas(other, 'By the one').waitFor()
  await becomes(() => stepOnCanvas(other, 'By the other').count(), 0)
  await other.getByText('Saved', { exact: true }).waitFor()
  assert.deepEqual(namesOf((await stored('Changed by two')).draft), ['By the one', 'Second'])

  // From there on both go on together.
  await rename(other, 'Second', 'After that')
  await stepOnCanvas(page, 'After that').waitFor()
  await other.unrouteAll({ behavior: 'ignoreErrors' })
  await other.context().close()
})

test('switched off, runs under way are ended or let finish, and the conversation says so', async () => {
  const start = { trigger: { type: 'conversation_opened' as const }, next: 'wait' }
  const steps = [
    { id: 'wait', type: 'wait' as const, until: { kind: 'reply' as const }, exits: { replied: 'note' } },
    { id: 'note', type: 'note' as const, text: 'They wrote again' },
  ]
  const outcomes = [
    ['Ended', 'End them now', 'Workflow “Ended” ended: it was switched off', 'cancelled'],
    ['Finished', 'Let them finish', 'They wrote again', 'done'],
  ] as const
  for (const [name, runs, said, status] of outcomes) {
    const { id } = await make(name, workflowDefinition.parse({ start, steps }))
    await desk.owner.client.call(publishWorkflow, { params: { id }, body: { draftVersion: 1 } })
    const conversation = await write(`Customer ${name}`, 'Hello')
    await runOf(conversation, (run) => run?.status === 'waiting')

    await open(page, id)
    await page.getByTitle('On or off').click()
    await page.getByRole('menuitem', { name: 'Switch off' }).click()
    const dialog = page.getByRole('dialog', { name: 'Switch this workflow off?' })
    await dialog.getByLabel(runs).check()
    await picture(page, `workflow-keeping-off-${name.toLowerCase()}`)
    await dialog.getByRole('button', { name: 'Switch off' }).click()
    await dialog.waitFor({ state: 'detached' })
    assert.equal((await stored(name)).state, 'off')

    await page.goto(`${desk.url}/inbox/all/${conversation.id}`)
    await page.getByText(`Workflow “${name}” began`).waitFor()
    await write(`Customer ${name}`, 'Hello again')
    await page.getByText(said).waitFor()
    await runOf(conversation, (run) => run?.status === status)
    await becomes(() => page.getByText('They wrote again').count(), status === 'done' ? 1 : 0)
  }
})

test('steps in a box go into another workflow, there and back again, with their comments', async () => {
  const { id } = await make('A box full')
  await open(page, id)
  await stepOnCanvas(page, 'First').click()
  await page.getByLabel('Comment').fill('Ask legal before you change this')
  const comment = 'Ask legal before you change this'
  const sign = page.getByLabel('Has a comment').filter({ hasText: comment })
  await sign.waitFor()
  await eventually(
    () => stored('A box full'),
    ({ draft }) => draft.steps[0]?.comment === comment,
  )
  const side = page.getByRole('complementary', { name: 'Step' })
  await side.getByRole('button', { name: 'Dismiss' }).click()
  await side.waitFor({ state: 'detached' })

  await boxAround(page, [stepOnCanvas(page, 'First'), stepOnCanvas(page, 'Second')])
  await becomes(() => page.locator('.react-flow__node.selected').count(), 2)
  await picture(page, 'workflow-keeping-box')
  await page.keyboard.press('Control+c')
  const copied = page.getByRole('alert').filter({ hasText: '2 steps copied' })
  await copied.waitFor()
  await page.emulateMedia({ colorScheme: 'dark' })
  await picture(page, 'workflow-keeping-copied-dark')
  await page.emulateMedia({ colorScheme: 'light' })
  assert.deepEqual(await coveredBy(copied), [])

  await beginWorkflow(page, desk.url, 'Pasted into')
  await page.locator('.react-flow__node').first().focus()
  await page.keyboard.press('Control+v')
  await page.getByText('2 steps pasted').waitFor()
  await keptAs('Pasted into', ['First', 'Second'])
  await sign.waitFor()
  await page.locator('.react-flow__node').first().focus()
  await page.keyboard.press('Control+z')
  await keptAs('Pasted into', [])
  await page.keyboard.press('Control+Shift+z')
  await keptAs('Pasted into', ['First', 'Second'])
  await picture(page, 'workflow-keeping-pasted')
  const { draft } = await stored('Pasted into')
  const [first, second] = draft.steps
  assert.equal(first?.comment, comment)
  assert.equal(Object.values(first?.exits ?? {})[0], second?.id)
})

for (const { size, language, words } of [
  { size: 390, language: 'en', words: { publish: 'Publish', saved: 'Saved', more: 'More', copy: 'Copy' } },
  {
    size: 360,
    language: 'de',
    words: { publish: 'Veröffentlichen', saved: 'Gespeichert', more: 'Mehr', copy: 'Kopieren' },
  },
] as const) {
  test(`on a phone of ${size} pixels the bar has two rows, and notices leave it free (${language})`, async () => {
    const { id } = await make(`Everything that comes in by night, ${language}`)
    await desk.owner.client.call(putPreferences, { body: preferences.parse({ language }) })
    const tab = await desk.open(desk.owner, { ...phone, width: size, language })
    await open(tab, id, words.saved)
    const publish = tab.getByRole('button', { name: words.publish, exact: true })
    const bar = tab.locator('header').filter({ has: publish })
    await picture(tab, `workflow-keeping-phone-${size}`)
    await becomes(async () => (await rowsIn(bar)).length, 2)
    await tab.getByRole('button', { name: words.more, exact: true }).click()
    await tab.getByRole('menuitem').first().waitFor()
    await picture(tab, `workflow-keeping-phone-${size}-more`)
    await tab.keyboard.press('Escape')

    await publish.click()
    const notice = tab.getByRole('alert').filter({ hasText: language })
    await notice.waitFor()
    await picture(tab, `workflow-keeping-phone-${size}-notice`)
    assert.deepEqual(await coveredBy(notice), [])

    // Over a sheet it stands above that.
    await notice.getByRole('button').click()
    await notice.waitFor({ state: 'detached' })
    await tab
      .getByRole('button', { name: /Second/ })
      .first()
      .click()
    await tab.getByRole('dialog').waitFor()
    await tab.getByRole('dialog').getByRole('button', { name: words.copy, exact: true }).click()
    const copied = tab.getByRole('alert')
    await copied.waitFor()
    await picture(tab, `workflow-keeping-phone-${size}-sheet`)
    const [told, sheet] = [await boxOf(copied), await boxOf(tab.getByRole('dialog'))]
    assert.ok(told.y + told.height <= sheet.y, JSON.stringify({ told, sheet }))
    await tab.context().close()
  })
}

async function write(name: string, text: string): Promise<Conversation> {
  await desk.write([{ address: name, name, text }])
  const ask = async () => {
    const { data } = await desk.owner.client.call(listConversations, { query: { view: 'all' } })
    return data.find(({ contact }) => contact.name === name)
  }
  return (await eventually(ask, (found) => found !== undefined)) ?? assert.fail(`nothing of ${name}`)
}

async function runOf({ id }: Conversation, isSo: (run: WorkflowRun | undefined) => boolean): Promise<void> {
  await eventually(
    () => desk.owner.client.call(listConversationRuns, { params: { id } }),
    ({ data: [run] }) => isSo(run),
  )
}

function open(tab: Page, id: string, saved?: string): Promise<void> {
  return openWorkflow(tab, desk.url, id, saved)
}

/** By where their buttons begin, of which those of one row differ by a few pixels. */
async function rowsIn(bar: Locator): Promise<number[]> {
  const boxes = await Promise.all((await bar.getByRole('button').all()).map(boxOf))
  const middles = boxes.map(({ y, height }) => y + height / 2).toSorted((one, other) => one - other)
  return middles.filter((middle, index) => index === 0 || middle - (middles[index - 1] ?? 0) > 15)
}

/** What can be pressed, and lies under this. */
async function coveredBy(notice: Locator): Promise<string[]> {
  const over = await boxOf(notice)
  const covered: string[] = []
  const controls = notice.page().locator(':is(button, a):visible:not([role=alert] *)')
  for (const control of await controls.all()) {
    const { x, y, width, height } = await boxOf(control)
    const isApart = x + width <= over.x || over.x + over.width <= x || y + height <= over.y || over.y + over.height <= y
    if (!isApart) covered.push((await control.textContent()) ?? '')
  }
  return covered
}

async function boxOf(part: Locator) {
  return (await part.boundingBox()) ?? assert.fail('it is not there')
}

async function rename(tab: Page, step: string, name: string): Promise<void> {
  await stepOnCanvas(tab, step).click()
  await tab.getByLabel('Name of the step').fill(name)
}

/** Draws a box with the mouse, from above the first to below the last. */
async function boxAround(tab: Page, steps: readonly Locator[]): Promise<void> {
  const boxes = await Promise.all(steps.map(boxOf))
  const [left, top] = [Math.min(...boxes.map(({ x }) => x)), Math.min(...boxes.map(({ y }) => y))]
  const [right, bottom] = [
    Math.max(...boxes.map(({ x, width }) => x + width)),
    Math.max(...boxes.map(({ y, height }) => y + height)),
  ]
  await tab.keyboard.down('Shift')
  await tab.mouse.move(left - 15, top - 15)
  await tab.mouse.down()
  await tab.mouse.move(right + 15, bottom + 15, { steps: 8 })
  await tab.mouse.up()
  await tab.keyboard.up('Shift')
}

async function keptAs(name: string, steps: readonly string[]): Promise<void> {
  await eventually(
    () => stored(name),
    ({ draft }) => JSON.stringify(namesOf(draft)) === JSON.stringify(steps),
  )
}

function namesOf({ steps }: WorkflowDefinition): string[] {
  return steps.map(({ name }) => name)
}

function stored(name: string) {
  return storedWorkflow(desk.owner.client, name)
}

function make(name: string, draft = twoNotes) {
  return desk.owner.client.call(postWorkflow, { body: { name, draft } })
}
