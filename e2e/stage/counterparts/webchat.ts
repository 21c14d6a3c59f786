import { postChannel } from '@fairlead/sdk'
import type { Page } from 'playwright-core'
import { openPage, startWebsite } from '../browser.ts'
import type { Counterpart } from './counterpart.ts'

/** Somebody on a website, who closes the chat while they wait. */
export async function openWebchat(): Promise<Counterpart> {
  const stack = new AsyncDisposableStack()
  let page: Page | undefined
  const visitor = () => {
    if (page === undefined) throw new Error('The chat is on no website yet.')
    return { page, chat: page.frameLocator('iframe'), launcher: page.getByRole('button', { name: /Open chat|unread/ }) }
  }

  return {
    type: 'webchat',
    environment: {},
    async connect({ owner, team, browser, url }) {
      const channel = await owner.client.call(postChannel, {
        body: { type: 'webchat', name: 'Website', teamId: team.id, settings: { title: 'Harbour Outfitters' } },
      })
      const website = await startWebsite(`<script src="${url}/widget.js" data-channel="${channel.id}" async></script>`)
      stack.defer(() => website.stop())
      page = await openPage(browser)
      await page.goto(website.url)
    },
    async ask(text) {
      const { page, chat, launcher } = visitor()
      if (await launcher.isVisible()) await launcher.click()
      await chat.getByLabel('Your message').fill(text)
      await chat.getByLabel('Your message').press('Enter')
      await chat.getByText(text).waitFor()
      await page.keyboard.press('Escape')
      await launcher.waitFor()
    },
    heard: () =>
      visitor()
        .page.getByRole('button', { name: /1 unread message/ })
        .count(),
    tell: { read: () => visitor().launcher.click() },
    stop: () => stack.disposeAsync(),
  }
}
