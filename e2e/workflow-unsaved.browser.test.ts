/** Whatever is typed in the builder is there again: left at once, refused, offline, or overtaken by somebody else. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { getWorkflow, patchWorkflow, postWorkflow, workflowDefinition } from '@fairlead/sdk'
import type { Page } from 'playwright-core'
import { phone, picture } from './stage/browser.ts'
import { openWorkflow, stepOnCanvas } from './stage/builder.ts'
import { type Desk, openDesk } from './stage/desk.ts'
import { becomes, eventually } from './stage/server.ts'

/** Evaluated in the page: nothing that it would change arrives, what it sends while it is left least of all. */
const cutOff = `(() => {
  const { fetch } = window
  window.fetch = (input, init) => (init?.method === 'PATCH' ? Promise.reject(new TypeError('cut off')) : fetch(input, init))
})()`

let desk: Desk
let page: Page

before(async () => {
  desk = await openDesk({ language: 'en', agents: ['Ana Example'] })
  page = await desk.open(desk.owner, {})
})
after(async () => {
  await desk[Symbol.asyncDispose]()
})

const draft = workflowDefinition.parse({
  start: { trigger: { type: 'conversation_opened' }, next: 'first' },
  steps: [{ id: 'first', type: 'note', name: 'First', text: 'One', at: { x: 360, y: 0 } }],
})

test('what was typed is there after a reload at once, and so is a name', async () => {
  const id = await make('Left at once')
  await open(page, id)
  await stepOnCanvas(page, 'First').click()
  await page.getByLabel('Name of the step').press('End')
  await page.keyboard.type(' and then more')
  await page.reload()
  await stepOnCanvas(page, 'First and then more').waitFor()
  await isStored(id, 'First and then more')

  await page.getByLabel('Name of the workflow').fill('Left in the middle of its name')
  await page.reload()
  await becomes(() => page.getByLabel('Name of the workflow').inputValue(), 'Left in the middle of its name')
  await page.getByText('Saved', { exact: true }).waitFor()
  await becomes(() => keptIn(page), 0)
})

test('what the server did not get is here again, can be undone, and is sent then', async () => {
  const id = await make('Refused')
  await open(page, id)
  await page.evaluate(cutOff)
  await stepOnCanvas(page, 'First').click()
  await page.getByLabel('Name of the step').fill('Without a connection')
  await page.getByText(/^Not saved\./).waitFor()
  await page.reload()
  await stepOnCanvas(page, 'Without a connection').waitFor()
  await page.getByText('What you changed last was not saved yet. It is here again.').waitFor()
  await picture(page, 'workflow-unsaved-restored')
  await page.emulateMedia({ colorScheme: 'dark' })
  await picture(page, 'workflow-unsaved-restored-dark')
  await page.emulateMedia({ colorScheme: 'light' })
  await isStored(id, 'Without a connection')
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await stepOnCanvas(page, 'First').waitFor()
  await isStored(id, 'First')
  await page.getByText('Saved', { exact: true }).waitFor()
  await becomes(() => keptIn(page), 0)
})

test('where somebody else has changed it meanwhile, whoever comes back says which one counts', async () => {
  for (const { says, name, width } of [
    { says: 'Load theirs', name: 'Theirs', width: 1280 },
    { says: 'Keep mine', name: 'Mine', width: 390 },
  ]) {
    const id = await make(says)
    const tab = await desk.open(desk.owner, width < 400 ? { ...phone, width } : { width })
    await open(tab, id)
    await tab.evaluate(cutOff)
    const step = width < 400 ? tab.getByRole('button', { name: /First/ }).first() : stepOnCanvas(tab, 'First')
    await step.click()
    await tab.getByLabel('Name of the step').fill('Mine')
    await becomes(() => keptIn(tab), 1)
    await tab.goto('about:blank')
    const theirs = { ...draft, steps: draft.steps.map((step) => ({ ...step, name: 'Theirs' })) }
    const { draftVersion } = await stored(id)
    await desk.owner.client.call(patchWorkflow, { params: { id }, body: { draft: theirs, draftVersion } })

    await tab.goto(`${desk.url}/workflows/${id}`)
    const alert = tab.getByRole('alert').filter({ hasText: 'Which one counts?' })
    await alert.waitFor()
    await picture(tab, `workflow-unsaved-overtaken-${width}`)
    assert.equal((await stored(id)).draft.steps[0]?.name, 'Theirs')
    await alert.getByRole('button', { name: says }).click()
    await alert.waitFor({ state: 'detached' })
    await tab.getByText('Saved', { exact: true }).waitFor()
    await isStored(id, name)
    await becomes(() => keptIn(tab), 0)
    await tab.context().close()
  }
})

test('an answer that was lost on its way is no change by somebody else', async () => {
  const id = await make('Lost answer')
  await open(page, id)
  await page.route(`**/api/v1/workflows/${id}`, async (route) => {
    if (route.request().method() === 'PATCH') await route.fetch()
    await route.abort()
  })
  await stepOnCanvas(page, 'First').click()
  await page.getByLabel('Name of the step').fill('Sent')
  await page.getByText(/^Not saved\./).waitFor()
  await isStored(id, 'Sent')
  await page.unroute(`**/api/v1/workflows/${id}`)
  await page.getByLabel('Name of the step').fill('Sent, and more')
  await isStored(id, 'Sent, and more')
  await page.getByText('Saved', { exact: true }).waitFor()
})

function open(tab: Page, id: string): Promise<void> {
  return openWorkflow(tab, desk.url, id)
}

/** How many drafts of workflows the browser keeps. */
function keptIn(tab: Page): Promise<number> {
  return tab.evaluate<number>(
    "Object.keys(localStorage).filter((key) => key.startsWith('fairlead.workflow-draft.')).length",
  )
}

async function isStored(id: string, name: string): Promise<void> {
  await eventually(
    () => stored(id),
    ({ draft: { steps } }) => steps[0]?.name === name,
  )
}

function stored(id: string) {
  return desk.owner.client.call(getWorkflow, { params: { id } })
}

async function make(name: string): Promise<string> {
  return (await desk.owner.client.call(postWorkflow, { body: { name, draft } })).id
}
