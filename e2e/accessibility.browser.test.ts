/**
 * Goes to every page at a desk, by day and by night, and has axe look at each; what is seen before logging in, and the
 * chat, on phones, too. (For the pages on phones see narrow.browser.test.ts.) With a folder in FAIRLEAD_PICTURES a
 * picture of each is kept.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { listChannels } from '@fairlead/sdk'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser, logIn, openPage } from './stage/browser.ts'
import { openExampleWorkspace } from './stage/example-workspace.ts'
import { lookAt, lookAtAll, sizes } from './stage/look.ts'
import { entriesOf, places } from './stage/places.ts'
import { makeDataDir, startServer } from './stage/server.ts'

let workspace: Awaited<ReturnType<typeof openExampleWorkspace>>
let browser: Browser

before(async () => {
  workspace = await openExampleWorkspace()
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await workspace?.[Symbol.asyncDispose]()
})

for (const [part, placesOf] of Object.entries(places)) {
  test(`no page breaks a rule of accessibility (${part})`, async () => {
    const { server, owner, ids } = workspace
    const page = await logIn(browser, server.url, owner, sizes.desktop)
    await page.getByRole('navigation').first().waitFor()
    const found = await lookAtAll(page, server.url, placesOf(ids), (tab, { name }) => lookAt(tab, `${name}-desktop`))
    assert.equal(found.length, 0, `${found.length} found:\n${found.join('\n')}`)
  })
}

test('no page before logging in breaks a rule of accessibility', async () => {
  const page = await openPage(browser)
  const { server, ids } = workspace
  const found = await lookAtAll(page, server.url, entriesOf(ids), (tab, { name }) => lookAtSizes(tab, name))
  assert.equal(found.length, 0, found.join('\n'))
})

for (const [size, options] of Object.entries(sizes)) {
  test(`the chat on a website breaks no rule of accessibility (${size})`, async () => {
    const { server, owner } = workspace
    const { data } = await owner.client.call(listChannels, {})
    const channel = data.find(({ type }) => type === 'webchat')
    const page = await openPage(browser, options)
    await page.goto(`${server.url}/webchat/${channel?.id}/test`)
    const launcher = page.getByRole('button', { name: /Open chat/ })
    await launcher.waitFor()
    const found = await lookAt(page, `widget-${size}`)
    await page.emulateMedia({ colorScheme: 'light' })
    await launcher.click()
    const chat = page.frameLocator('iframe')
    await chat.getByLabel('Your message').fill('Do you ship to Åland?')
    await chat.getByRole('button', { name: 'Send', exact: true }).click()
    await chat.getByText('Do you ship to Åland?').waitFor()
    const frame = page.frames().find((one) => one !== page.mainFrame())
    assert.ok(frame)
    found.push(...(await lookAt(page, `widget-open-${size}`, frame)))
    assert.equal(found.length, 0, found.join('\n'))
  })
}

test('no step of the first run breaks a rule of accessibility', async () => {
  const folder = await makeDataDir()
  const server = await startServer({ FAIRLEAD_DATA_DIR: folder.path })
  try {
    const page = await openPage(browser, sizes.desktop)
    const found: string[] = []
    const look = async (name: string) => void found.push(...(await lookAtSizes(page, `wizard-${name}`)))
    await page.goto(server.url)
    await page.getByLabel('Your name').fill('Olga Owner')
    await page.getByLabel('E-mail').fill('olga.owner@example.com')
    await page.getByLabel('Password', { exact: true }).fill('an invented pass phrase')
    await page.getByLabel('Workspace').fill('Harbour Outfitters')
    await look('owner')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('heading', { name: 'Your first team' }).waitFor()
    await look('team')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('heading', { name: 'Your first channel' }).waitFor()
    await page.getByLabel('Title').fill('Harbour Outfitters')
    await look('channel')
    await page.getByRole('button', { name: 'Make the web chat' }).click()
    await page.getByRole('heading', { name: 'Put the chat on your website' }).waitFor()
    await look('install')
    await page.getByRole('link', { name: 'Continue' }).click()
    await page.getByRole('link', { name: 'Open the inbox' }).waitFor()
    await look('done')
    assert.equal(found.length, 0, found.join('\n'))
  } finally {
    await server.stop()
    await folder.remove()
  }
})

async function lookAtSizes(page: Page, name: string): Promise<string[]> {
  const found: string[] = []
  for (const [size, { width, height }] of Object.entries(sizes)) {
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme: 'light' })
    found.push(...(await lookAt(page, `${name}-${size}`)))
  }
  return found
}
