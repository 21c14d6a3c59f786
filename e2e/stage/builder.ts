import assert from 'node:assert/strict'
import { type Client, getWorkflow, listWorkflows } from '@fairlead/sdk'
import type { Page } from 'playwright-core'

/** Makes a workflow from scratch, and is on its canvas then. */
export async function beginWorkflow(page: Page, url: string, name: string): Promise<void> {
  await page.goto(`${url}/workflows`)
  await page.getByRole('button', { name: 'New workflow' }).first().click()
  await page.getByRole('button', { name: 'From scratch' }).click()
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('button', { name: 'Make it' }).click()
  await page.locator('.react-flow__node').first().waitFor()
}

/** Goes to one that there is; `saved`: what is said once it is there. */
export async function openWorkflow(page: Page, url: string, id: string, saved = 'Saved'): Promise<void> {
  await page.goto(`${url}/workflows/${id}`)
  await page.getByText(saved, { exact: true }).waitFor()
}

/** As the server has it. */
export async function storedWorkflow(client: Client, name: string) {
  const { data } = await client.call(listWorkflows, {})
  const listed = data.find((workflow) => workflow.name === name)
  assert.ok(listed, name)
  return client.call(getWorkflow, { params: { id: listed.id } })
}

/** Chooses a step in the dialog that asks what comes next. */
export async function pickStep(page: Page, words: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'What comes next?' })
  await dialog.getByRole('combobox').fill(words)
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
}

/** Adds a step by the button with these words, and opens it. `search` finds it in the dialog. */
export async function addStep(
  page: Page,
  button: string,
  { search, name }: Readonly<{ search: string; name: string }>,
): Promise<void> {
  await page.getByRole('button', { name: button }).click()
  await pickStep(page, search)
  await stepOnCanvas(page, name).click()
}

/** In the settings of a step that assigns. */
export async function giveToTeam(page: Page, team: string): Promise<void> {
  await chooseOption(page, 'Give it to', 'A team')
  await chooseOption(page, 'Team', team)
}

export async function chooseOption(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: field, exact: true }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

export function stepOnCanvas(page: Page, name: string) {
  return page.locator('.react-flow__node').filter({ hasText: name }).first()
}

export async function publishWorkflow(page: Page, name: string): Promise<void> {
  await page.getByText('Saved', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await page.getByText(`“${name}” is published and on`).waitFor()
}
