import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Language } from '@fairlead/sdk'
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

export type PageOptions = Readonly<{
  width?: number
  height?: number
  hasTouch?: boolean
  colorScheme?: 'light' | 'dark'
  /** What the browser asks for, and so what the app speaks to whoever has not chosen. English where none is named. */
  language?: Language
  /** Nothing moves by itself where it is not what is looked at: a click waits until its target stands still. */
  reducedMotion?: 'reduce' | 'no-preference'
}>

/** What people have in their hand at night. */
export const phone: PageOptions = { width: 390, height: 844, hasTouch: true, colorScheme: 'dark' }

/** A page in a browser of its own, which fails the test on any error of a script or of the content policy. */
export async function openPage(browser: Browser, options: PageOptions = {}): Promise<Page> {
  const { width = 1280, height = 800, language = 'en', reducedMotion = 'reduce', ...more } = options
  const locale = language === 'en' ? 'en-GB' : language
  const context = await browser.newContext({ viewport: { width, height }, locale, reducedMotion, ...more })
  context.setDefaultTimeout(15_000)
  // By itself a page remembers its first 250 requests; the app, with all that it fetches ahead, makes more.
  await context.addInitScript('performance.setResourceTimingBufferSize(2000)')
  const page = await context.newPage()
  page.on('pageerror', (error) => {
    throw error
  })
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) throw new Error(message.text())
  })
  return page
}

/** The app in a browser of its own, as somebody who logged in before. */
export async function logIn(
  browser: Browser,
  url: string,
  { email, password }: Person,
  options: PageOptions = { width: 1440, height: 900 },
): Promise<Page> {
  const page = await openPage(browser, options)
  const answer = await page.context().request.post(`${url}/api/auth/sign-in/email`, {
    headers: { origin: url },
    data: { email, password },
  })
  if (!answer.ok()) throw new Error(`cannot log in: ${await answer.text()}`)
  await page.goto(url)
  return page
}

/** Somebody else's website in some language, with nothing on it but what is pasted in. */
export async function startWebsite(
  tag: string,
  language: Language = 'en',
): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(
      `<!doctype html><html lang="${language}"><head><title>A blank page</title></head><body>${tag}</body></html>`,
    )
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
