/** Workflows go out as files and come in again; a file that makes no sense is refused by its places, and changes nothing. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { getWorkflowDocument, listWorkflows } from '@fairlead/sdk'
import type { Locator, Page } from 'playwright-core'
import { picture } from './stage/browser.ts'
import { openWorkflow, stepOnCanvas, storedWorkflow } from './stage/builder.ts'
import { type Desk, openDesk } from './stage/desk.ts'
import { eventually } from './stage/server.ts'

let desk: Desk
let page: Page

before(async () => {
  desk = await openDesk({ language: 'en', agents: ['Ana Example'] })
  page = await desk.open(desk.owner, {})
})
after(async () => {
  await desk[Symbol.asyncDispose]()
})

const yaml = `# From the repository
name: Kept in git
description: Says hello
definition:
  start:
    trigger: { type: conversation_opened }
    next: hello
  steps:
    - id: hello
      type: send_message
      name: Hello
      text: { defaultLocale: en, texts: { en: Hello from a file } }
      exits: { next: end }
    - { id: end, type: stop, name: The end }
`

test('a file makes a workflow; one that makes no sense is refused by its places, and nothing is made', async () => {
  await page.goto(`${desk.url}/workflows`)
  await page.getByRole('button', { name: 'New workflow' }).first().click()
  const dialog = page.getByRole('dialog')
  const choice = dialog.getByRole('button', { name: /^From a file/ })
  await choose(
    page,
    choice,
    'hello.yaml',
    yaml.replace('type: stop', 'type: dance').replace('name: Hello', 'nmae: Hello'),
  )
  const alert = dialog.getByRole('alert')
  await alert.getByText('“hello.yaml” was not imported').waitFor()
  await alert.getByText('Line 14').waitFor()
  await alert.getByText('definition.steps.1.type').waitFor()
  await picture(page, 'workflow-files-mistaken')
  await choose(page, choice, 'shopping.txt', 'eggs\nflour\n')
  await alert.filter({ hasText: '“shopping.txt”' }).getByText('holds no workflow').waitFor()
  await choose(page, choice, 'huge.yaml', `# ${'x'.repeat(1_000_001)}`)
  await alert.filter({ hasText: '“huge.yaml”' }).getByText('more than 1 MB').waitFor()
  assert.deepEqual(await names(), [])

  await choose(page, choice, 'hello.yaml', yaml)
  await stepOnCanvas(page, 'The end').waitFor()
  const { description, draft, state } = await stored('Kept in git')
  assert.deepEqual([description, state, draft.steps.length], ['Says hello', 'draft', 2])

  // Several come into the list.
  await page.goto(`${desk.url}/workflows`)
  await page.getByRole('button', { name: 'New workflow' }).first().click()
  const several = `${yaml.replace('Kept in git', 'One')}---\n${yaml.replace('Kept in git', 'Two')}`
  await choose(page, choice, 'all.yaml', several)
  await page.getByText('2 drafts made').waitFor()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('link', { name: /^Two/ }).waitFor()
  assert.deepEqual(await names(), ['Kept in git', 'One', 'Two'])
})

test('a draft goes out as YAML and JSON, and each comes in again, where nonsense changes nothing', async () => {
  const before = await stored('Kept in git')
  await open(page, before.id)
  const files = [await download(page, 'Export as YAML'), await download(page, 'Export as JSON')] as const
  assert.deepEqual(
    files.map(({ name }) => name),
    ['kept-in-git.yaml', 'kept-in-git.json'],
  )
  assert.match(files[0].text, /^name: Kept in git\ndescription: Says hello\n/)
  for (const [index, format] of (['yaml', 'json'] as const).entries()) {
    const params = { id: before.id }
    const { text } = await desk.owner.client.call(getWorkflowDocument, { params, query: { format } })
    assert.equal(files[index]?.text, text)
  }

  for (const { name, text } of files) {
    const changed = text.replace('Hello from a file', `Hello from ${name}`)
    await choose(page, await menuItem(page, 'Import from a file'), name, changed)
    await page.getByText('Imported. It can be undone.').waitFor()
    await page.getByText('Saved', { exact: true }).waitFor()
    await eventually(
      () => stored('Kept in git'),
      ({ draft }) => JSON.stringify(draft).includes(`Hello from ${name}`),
    )
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await eventually(
      () => stored('Kept in git'),
      ({ draft }) => JSON.stringify(draft).includes('Hello from a file'),
    )
  }

  const { draft } = await stored('Kept in git')
  assert.deepEqual(draft, before.draft)
  await choose(page, await menuItem(page, 'Import from a file'), 'broken.json', '{ "name": "x",\n  "definition": [ }')
  const dialog = page.getByRole('dialog', { name: '“broken.json” was not imported' })
  await dialog.getByText('Line 2').first().waitFor()
  await dialog.getByText('Nothing was changed').waitFor()
  await picture(page, 'workflow-files-broken')
  await page.keyboard.press('Escape')
  const several = [files[1].text, files[1].text].map((text) => text.replace('Kept in git', 'Another')).join(',')
  await choose(page, await menuItem(page, 'Import from a file'), 'all.json', `[${several}]`)
  await page.getByRole('dialog').getByText('none of them is called “Kept in git”').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  assert.deepEqual((await stored('Kept in git')).draft, before.draft)
  assert.deepEqual(await names(), ['Kept in git', 'One', 'Two'])
})

/** Chooses a file where a button asks for one. */
async function choose(tab: Page, button: Locator, name: string, text: string): Promise<void> {
  const asked = tab.waitForEvent('filechooser')
  await button.click()
  await (await asked).setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
}

async function download(tab: Page, item: string): Promise<{ name: string; text: string }> {
  const coming = tab.waitForEvent('download')
  await (await menuItem(tab, item)).click()
  const file = await coming
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') }
}

async function menuItem(tab: Page, name: string): Promise<Locator> {
  await tab.getByRole('button', { name: 'More', exact: true }).click()
  return tab.getByRole('menuitem', { name })
}

function open(tab: Page, id: string): Promise<void> {
  return openWorkflow(tab, desk.url, id)
}

async function names(): Promise<string[]> {
  const { data } = await desk.owner.client.call(listWorkflows, {})
  return data.map(({ name }) => name)
}

function stored(name: string) {
  return storedWorkflow(desk.owner.client, name)
}
