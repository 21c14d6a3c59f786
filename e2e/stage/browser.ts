import { once } from 'node:events'
import { createServer } from 'node:http'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { Person } from './workspace.ts'

/** Chromium without its own errands: nothing but this machine is spoken to. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.FAIRLEAD_CHROMIUM
  if (!executablePath)
    throw new Error('no Chromium: run this through `npm test`, which finds it or says what to install')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
}

/** A page in a browser of its own, which fails the test on any error of a script or of the content policy. */
export async function openPage(browser: Browser, options: { width?: number; height?: number } = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
    locale: 'en-GB',
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  page.on('pageerror', (error) => {
    throw error
  })
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) throw new Error(message.text())
  })
  return page
}

/** The app in a browser of its own, as somebody who has logged in. */
export async function logIn(browser: Browser, url: string, { email, password }: Person): Promise<Page> {
  const page = await openPage(browser, { width: 1440, height: 900 })
  await page.goto(url)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Log in' }).click()
  return page
}

/** Somebody else's website, with nothing on it but what is pasted in. */
export async function startWebsite(tag: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><html lang="en"><head><title>A blank page</title></head><body>${tag}</body></html>`)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    async stop() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

/** Keeps a picture when a folder for them is named; the tests do not look at it, people do. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.FAIRLEAD_PICTURES
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` })
}
