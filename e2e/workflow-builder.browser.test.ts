import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { getWorkflow, patchWorkflow, postWorkflow, type WorkflowDefinition, workflowDefinition } from '@fairlead/sdk'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser, logIn, picture } from './stage/browser.ts'
import { beginWorkflow, chooseOption, pickStep, stepOnCanvas, storedWorkflow } from './stage/builder.ts'
import { becomes, eventually, makeDataDir, type RunningServer, startServer } from './stage/server.ts'
import { makeTeam, type Person, setUp } from './stage/workspace.ts'

let server: RunningServer
let browser: Browser
let folder: Awaited<ReturnType<typeof makeDataDir>>
let owner: Person

before(async () => {
  folder = await makeDataDir()
  server = await startServer({ FAIRLEAD_DATA_DIR: folder.path })
  browser = await launchBrowser()
  owner = await setUp(server.url)
  await makeTeam(owner, [owner], { strategy: 'round_robin' }, 'Sales')
})
after(async () => {
  await browser.close()
  await server.stop()
  await folder.remove()
})

test('a manager builds “Sales, round robin” from scratch, is told what is wrong, mends it and publishes', async () => {
  const page = await logIn(browser, server.url, owner)
  await beginWorkflow(page, server.url, 'Sales, round robin')

  // By the mouse: from the start on, each by the '+' of the one before.
  await page.getByRole('button', { name: 'Add the first step' }).click()
  await pickStep(page, 'message')
  await page.getByRole('button', { name: 'Add a step after Send a message: Then' }).click()
  await pickStep(page, 'assign')
  await stepOnCanvas(page, 'Assign').waitFor()

  // Undone, and done again.
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await stepOnCanvas(page, 'Assign').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Redo', exact: true }).click()
  await stepOnCanvas(page, 'Assign').waitFor()

  await stepOnCanvas(page, 'Assign').click()
  await chooseOption(page, 'Give it to', 'A team')
  await chooseOption(page, 'Team', 'Sales')

  // Nothing is said yet.
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  const problems = page.getByRole('list', { name: 'Problems' }).getByRole('button')
  await problems.first().waitFor()
  await picture(page, 'workflow-builder-problem')
  await problems.filter({ hasText: 'Send a message' }).first().click()
  await page.getByLabel('Message', { exact: true }).fill('Somebody from sales is with you in a moment.')
  await page.getByText('Saved', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await page.getByText('“Sales, round robin” is published and on').waitFor()
  await picture(page, 'workflow-builder-published')

  const { draft, state } = await stored('Sales, round robin')
  assert.equal(state, 'on')
  assert.deepEqual(wayThrough(draft), ['send_message', 'assign'])
})

test('a workflow begins with an answer to broadcasts of some names', async () => {
  const page = await logIn(browser, server.url, owner)
  await beginWorkflow(page, server.url, 'After the sale')
  await page.locator('.react-flow__node[data-id="#start"]').click()
  await chooseOption(page, 'Begins when', 'Somebody answers a broadcast')
  const names = page.getByRole('combobox', { name: 'Which broadcasts' })
  await names.fill('Spring sale')
  await names.press('Enter')
  await picture(page, 'workflow-builder-broadcast')
  await page.getByText('Saved', { exact: true }).waitFor()
  const { draft } = await stored('After the sale')
  const { trigger } = draft.start
  assert.deepEqual(trigger.type === 'broadcast_reply' && trigger.broadcasts, ['Spring sale'])
})

test('the same is built by the keyboard alone', async () => {
  const page = await logIn(browser, server.url, owner)
  await beginWorkflow(page, server.url, 'By keys')
  const keys = page.keyboard

  await page.locator('.react-flow__node[data-id="#start"]').focus()
  for (const type of ['send a message', 'ask', 'branch', 'assign', 'note', 'close']) {
    await keys.press('n')
    await pickStep(page, type)
    await page.locator('.react-flow__node.selected').waitFor()
    await untilFocused(page, '.react-flow__node.selected')
  }
  await becomes(() => page.locator('.react-flow__node').count(), 7)
  await picture(page, 'workflow-builder-keys')

  await keys.press('ArrowLeft')
  await untilFocused(page, '[data-id="note-1"]')
  await keys.press('Delete')
  await untilFocused(page, '[data-id="assign-1"]')
  await keys.press('Control+z')
  await page.locator('[data-id="note-1"]').waitFor()
  await keys.press('Enter')
  await untilFocused(page, 'input, textarea')
  // Out of the form again, and a step down the grid.
  await keys.press('Escape')
  await untilFocused(page, '[data-id="assign-1"]')
  await keys.press('Shift+ArrowDown')

  const { draft } = await eventually(
    () => stored('By keys'),
    ({ draft }) => draft.steps.length === 6 && new Set(draft.steps.map(({ at }) => at.y)).size > 1,
  )
  assert.deepEqual(wayThrough(draft), ['send_message', 'ask_question', 'branch', 'assign', 'note', 'close'])
})

test('steps go from one workflow to another, and what two change at once is not lost unseen', async () => {
  const { id, draft } = await stored('Sales, round robin')
  const page = await logIn(browser, server.url, owner)
  await page.goto(`${server.url}/workflows/${id}`)
  await stepOnCanvas(page, 'Assign').click()
  await page.locator('.react-flow__node').first().focus()
  await page.keyboard.press('Control+c')
  await page.getByText('1 step copied').waitFor()
  await beginWorkflow(page, server.url, 'A copy')
  await page.locator('.react-flow__node').first().focus()
  await page.keyboard.press('Control+v')
  await stepOnCanvas(page, 'To team Sales').waitFor()
  await page.getByText('Saved', { exact: true }).waitFor()

  const copy = await stored('A copy')
  const theirs = { ...draft, steps: draft.steps.map((step) => ({ ...step, name: `Theirs: ${step.type}` })) }
  const params = { id: copy.id }
  await owner.client.call(patchWorkflow, { params, body: { draft: theirs, draftVersion: copy.draftVersion } })
  // Nothing was changed here meanwhile: it is taken over.
  await stepOnCanvas(page, 'Theirs: assign').waitFor()

  // Now nobody tells this page of what others do.
  await page.route('**/api/v1/workflows/*', async (route) => {
    if (route.request().method() === 'PATCH') {
      const now = await owner.client.call(getWorkflow, { params })
      const body = { draft: { ...theirs, steps: [] }, draftVersion: now.draftVersion }
      await owner.client.call(patchWorkflow, { params, body })
    }
    await route.continue()
  })
  await stepOnCanvas(page, 'Theirs: assign').click()
  await page.getByLabel('Name of the step').fill('Mine')
  const alert = page.getByRole('alert').filter({ hasText: 'Which one counts?' })
  await alert.waitFor()
  await page.unroute('**/api/v1/workflows/*')
  await picture(page, 'workflow-builder-overtaken')
  await alert.getByRole('button', { name: 'Keep mine' }).click()
  await alert.waitFor({ state: 'detached' })
  const kept = await eventually(
    () => stored('A copy'),
    ({ draft }) => draft.steps.length > 0,
  )
  assert.ok(kept.draft.steps.some(({ name }) => name === 'Mine'))
})

test('a jump says where it goes by the name that stands there, and no workflow starts itself', async () => {
  const jump = { type: 'jump', name: '', comment: '', most: 3 } as const
  await owner.client.call(postWorkflow, { body: { name: 'Rating' } })
  const made = await owner.client.call(postWorkflow, { body: { name: 'Again' } })
  const steps = [
    { id: 'note-1', type: 'note', name: 'Ask anew', comment: '', exits: {}, text: 'Here', mentionIds: [] },
    { ...jump, id: 'jump-1', to: 'note-1', exits: { exceeded: 'jump-2' } },
    { ...jump, id: 'jump-2', to: 'run-1', most: 1, exits: { exceeded: 'run-1' } },
    { id: 'run-1', type: 'run_workflow', name: '', comment: '', exits: { next: 'run-2' }, workflowId: null },
    { id: 'run-2', type: 'run_workflow', name: 'Imported', comment: '', exits: {}, workflowId: made.id },
  ].map((step, index) => ({ ...step, at: { x: (index % 3) * 320, y: Math.floor(index / 3) * 260 } }))
  const draft = workflowDefinition.parse({ ...made.draft, start: { ...made.draft.start, next: 'jump-1' }, steps })
  await owner.client.call(patchWorkflow, { params: { id: made.id }, body: { draft, draftVersion: made.draftVersion } })
  const page = await logIn(browser, server.url, owner)
  await page.goto(`${server.url}/workflows/${made.id}`)
  const says = ['To “Ask anew”, at most 3 times', 'To “Start another workflow”, at most once'] as const

  for (const [index, sentence] of says.entries()) {
    const node = page.locator(`.react-flow__node[data-id="jump-${index + 1}"]`)
    await node.getByText(sentence).waitFor()
    await becomes(() => node.getAttribute('aria-label'), `Go to a step: ${sentence}`)
  }
  await picture(page, 'workflow-builder-jump')
  await page.keyboard.press('Control+f')
  const found = page.getByRole('dialog').getByRole('option')
  for (const sentence of says) await found.filter({ hasText: sentence }).waitFor()
  await page.keyboard.press('Escape')

  // What is called otherwise is so wherever it is spoken of.
  await page.locator('.react-flow__node[data-id="note-1"]').click()
  await page.getByLabel('Name of the step').fill('Ask twice')
  await page.locator('[data-id="jump-1"]').getByText('To “Ask twice”, at most 3 times').waitFor()

  await page.locator('.react-flow__node[data-id="run-2"]').click()
  const workflow = page.getByRole('combobox', { name: 'Workflow', exact: true })
  await becomes(() => workflow.inputValue(), 'Again')
  await page.locator('.react-flow__node[data-id="run-1"]').click()
  await page.locator('.react-flow__node[data-id="run-1"].selected').waitFor()
  await workflow.click()
  await page.getByRole('option', { name: 'Rating', exact: true }).waitFor()
  await becomes(() => page.getByRole('option', { name: 'Again', exact: true }).count(), 0)
  await page.keyboard.press('Escape')

  await page.getByText('Outline', { exact: true }).click({ force: true })
  await page.locator('[data-step="jump-1"]').getByText('To “Ask twice”, at most 3 times').waitFor()
  await page.locator('[data-step="jump-2"]').getByText(says[1]).waitFor()
})

async function untilFocused(page: Page, selector: string): Promise<void> {
  await page.locator(`:is(${selector}):focus`).waitFor()
}

function stored(name: string) {
  return storedWorkflow(owner.client, name)
}

/** The types of the steps from the start on, by what leads to each first. */
function wayThrough({ start, steps }: WorkflowDefinition): string[] {
  const types: string[] = []
  const stepOf = (id: string | null | undefined) => steps.find((step) => step.id === id)
  for (let step = stepOf(start.next); step !== undefined; step = stepOf(Object.values(step.exits)[0])) {
    types.push(step.type)
  }
  return types
}
