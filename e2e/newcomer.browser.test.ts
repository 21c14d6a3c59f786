import assert from 'node:assert/strict'
import { test } from 'node:test'
import { launchBrowser, openPage, picture, startWebsite } from './stage/browser.ts'
import { freePort, makeDataDir, startServer } from './stage/server.ts'

test('a newcomer completes the wizard, pastes the tag into a blank page, and talks with a customer', async () => {
  const folder = await makeDataDir()
  const port = await freePort()
  const server = await startServer(
    { FAIRLEAD_DATA_DIR: folder.path, FAIRLEAD_PUBLIC_URL: `http://127.0.0.1:${port}` },
    { port },
  )
  const browser = await launchBrowser()
  try {
    const agent = await openPage(browser)
    await agent.goto(server.url)
    await agent.getByLabel('Your name').fill('Olga Owner')
    await agent.getByLabel('E-mail').fill('olga.owner@example.com')
    await agent.getByLabel('Password', { exact: true }).fill('an invented pass phrase')
    await agent.getByLabel('Workspace').fill('Harbour Outfitters')
    await picture(agent, 'wizard-owner')
    await agent.getByRole('button', { name: 'Continue' }).click()
    await agent.getByText('Your first team').waitFor()
    await picture(agent, 'wizard-team')
    await agent.getByRole('button', { name: 'Continue' }).click()
    await agent.getByText('Your first channel').waitFor()
    await agent.getByLabel('Title').fill('Harbour Outfitters')
    await picture(agent, 'wizard-channel')
    await agent.getByRole('button', { name: 'Make the web chat' }).click()
    await agent.getByText('Put the chat on your website').waitFor()
    await picture(agent, 'wizard-install')
    const tag = (await agent.getByText(/<script src=/).textContent()) ?? ''
    await agent.getByRole('link', { name: 'Continue' }).click()
    await agent.getByRole('link', { name: 'Open the inbox' }).click()
    await agent.getByText('Nothing for you to do').waitFor()
    await picture(agent, 'inbox-empty')

    const website = await startWebsite(tag)
    try {
      const customer = await openPage(browser)
      await customer.goto(website.url)
      await customer.getByRole('button', { name: /Open chat/ }).click()
      const chat = customer.frameLocator('iframe')
      await chat.getByLabel('Your message').fill('Do you ship to <b>Åland</b>? 😀')
      await chat.getByLabel('Your message').press('Enter')
      await chat.getByText('Do you ship to <b>Åland</b>? 😀').waitFor()

      await agent.getByText('Do you ship to <b>Åland</b>?').first().click()
      await chat.getByText('Olga Owner has your conversation').waitFor()
      const composer = agent.getByRole('textbox', { name: /reply/i })
      await composer.fill('Yes, by ferry, twice a week.')
      await composer.press('Enter')
      await chat.getByText('Yes, by ferry, twice a week.').waitFor()
      await picture(agent, 'inbox-thread')
      await picture(customer, 'widget-thread')

      // Both ways, with a file, and live while the agent looks on.
      await customer
        .frameLocator('iframe')
        .locator('input[type=file]')
        .setInputFiles({
          name: 'boots.png',
          mimeType: 'image/png',
          buffer: Buffer.from(
            'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
            'base64',
          ),
        })
      await chat.getByRole('button', { name: 'Send' }).click()
      await agent.getByRole('img', { name: /boots/ }).waitFor()

      // History is there when the customer comes back, and an unread answer shows on the launcher.
      await customer.reload()
      await customer.getByRole('button', { name: /Open chat/ }).waitFor()
      await composer.fill('They fit well.')
      await composer.press('Enter')
      await customer.getByRole('button', { name: /1 unread message/ }).click()
      await customer.frameLocator('iframe').getByText('Do you ship to <b>Åland</b>? 😀').waitFor()
      await customer.frameLocator('iframe').getByText('They fit well.').waitFor()

      // A note stays among members, and closing empties the list.
      await agent.keyboard.press('Escape')
      await agent.getByRole('button', { name: 'Close', exact: true }).first().click()
      await agent.getByText('Nothing for you to do').waitFor()
    } finally {
      await website.stop()
    }
    assert.ok(!/"level":(50|60)/.test(server.output()), server.output())
  } finally {
    await browser.close()
    assert.equal(await server.stop(), 0)
    await folder.remove()
  }
})
