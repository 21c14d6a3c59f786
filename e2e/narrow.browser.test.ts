/** The narrowest phones and the longest words. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { patchWorkspace } from '@fairlead/sdk'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser, logIn } from './stage/browser.ts'
import { openExampleWorkspace } from './stage/example-workspace.ts'
import { lookAt, lookAtAll } from './stage/look.ts'
import { places } from './stage/places.ts'

let workspace: Awaited<ReturnType<typeof openExampleWorkspace>>
let browser: Browser

before(async () => {
  workspace = await openExampleWorkspace()
  await workspace.owner.client.call(patchWorkspace, { body: { language: 'de' } })
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await workspace?.[Symbol.asyncDispose]()
})

for (const [part, placesOf] of Object.entries(places)) {
  test(`in German, at 360 pixels, no page is wider than the screen or breaks a rule of accessibility (${part})`, async () => {
    const { server, owner, ids } = workspace
    const page = await logIn(browser, server.url, owner, { width: 360, height: 640, hasTouch: true, language: 'de' })
    await page.getByRole('navigation').first().waitFor()
    const found = await lookAtAll(page, server.url, placesOf(ids), async (tab, { name }) => [
      ...(await outside(tab)).map((what) => `${name} is too wide: ${what}`),
      ...(await lookAt(tab, `${name}-phone`)),
    ])
    assert.equal(found.length, 0, `${found.length} found:\n${found.join('\n')}`)
  })
}

// What cannot be reached by scrolling sideways, nor is cut off on purpose, with dots or for screen readers only.
function outside(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`
    [...document.body.querySelectorAll('*')]
      .filter((element) => {
        const { left, right, width, height } = element.getBoundingClientRect()
        return width > 1 && height > 1 && (right > innerWidth + 1 || left < -1) && !element.closest('svg')
      })
      .filter((element) => {
        for (let each = element; each !== null; each = each.parentElement) {
          const { overflowX, textOverflow } = getComputedStyle(each)
          const isWithin = each.getBoundingClientRect().right <= innerWidth + 1
          if (isWithin && (overflowX === 'auto' || overflowX === 'scroll' || textOverflow === 'ellipsis')) return false
        }
        return true
      })
      .map((element) => element.outerHTML.slice(0, 160))
  `)
}
