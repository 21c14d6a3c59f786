/**
 * Opens whatever opens over a page, by day and by night, and has axe look at it: in turn at a desk and on a phone, and
 * on both when pictures are wanted, which takes twice as long.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { launchBrowser, logIn } from './stage/browser.ts'
import { dialogs } from './stage/dialogs.ts'
import { openExampleWorkspace } from './stage/example-workspace.ts'
import { lookAtAll, lookAtOpen, sizes } from './stage/look.ts'
import type { Place } from './stage/places.ts'

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

for (const [size, options] of Object.entries(sizes)) {
  for (const [part, placesOf] of Object.entries(dialogs)) {
    test(`nothing that opens over a page breaks a rule of accessibility (${part}, ${size})`, async () => {
      const { server, owner, ids } = workspace
      const page = await logIn(browser, server.url, owner, options)
      await page.getByRole('navigation').first().waitFor()
      const all: readonly Place[] = placesOf(ids)
      const isPhone = size === 'phone'
      const isTheirTurn = (index: number) => Boolean(process.env.FAIRLEAD_PICTURES) || index % 2 === (isPhone ? 1 : 0)
      const fitting = all.filter(({ isForDesk = false, isForPhone = false }, index) =>
        isForDesk || isForPhone ? isPhone === isForPhone : isTheirTurn(index),
      )
      const found = await lookAtAll(page, server.url, fitting, (tab, place) => lookAtOpen(tab, place, size))
      assert.equal(found.length, 0, `${found.length} found:\n${found.join('\n')}`)
    })
  }
}
