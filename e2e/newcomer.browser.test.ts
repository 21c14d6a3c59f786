/** From nothing to the first answer, in the language of whoever begins: theirs, and their customer's. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Language } from '@fairlead/sdk'
import type { Page } from 'playwright-core'
import { loadTexts } from '../widget/src/frame/texts.ts'
import english from '../widget/src/locales/en.json' with { type: 'json' }
import { launchBrowser, openPage, picture, startWebsite } from './stage/browser.ts'
import { png } from './stage/channel.ts'
import { becomes, freePort, makeDataDir, startServer } from './stage/server.ts'
import { wordsOf } from './stage/words.ts'

type Story = Readonly<Record<'owner' | 'email' | 'workspace' | 'question' | 'answer' | 'more' | 'file', string>>

const stories: Partial<Record<Language, Story>> = {
  en: {
    owner: 'Olga Owner',
    email: 'olga.owner@example.com',
    workspace: 'Harbour Outfitters',
    question: 'Do you ship to <b>Åland</b>? 😀',
    answer: 'Yes, by ferry, twice a week.',
    more: 'They fit well.',
    file: 'boots.png',
  },
  vi: {
    owner: 'Trần Thị Ví Dụ',
    email: 'vi.du@example.com',
    workspace: 'Cửa hàng Bến Cảng',
    question: 'Cửa hàng có giao đến <b>Phú Quốc</b> không ạ? 😀',
    answer: 'Dạ có, bằng phà, mỗi tuần hai chuyến.',
    more: 'Đôi giày này vừa lắm ạ.',
    file: 'đôi giày.png',
  },
}

for (const language of ['en', 'vi'] as const) {
  test(`a newcomer completes the wizard, pastes the tag into a blank page, and talks with a customer (${language})`, async () => {
    const say = wordsOf(language)
    const widget = await loadTexts(language)
    const story = stories[language]
    assert.ok(story)
    await using stage = await openStage()
    const { browser, server } = stage

    const agent = await openPage(browser, { language, reducedMotion: 'no-preference' })
    await agent.goto(server.url)
    await agent.getByLabel(say('setup:owner.name')).fill(story.owner)
    await agent.getByLabel(say('setup:owner.email')).fill(story.email)
    await agent.getByLabel(say('session:password.label'), { exact: true }).fill('an invented pass phrase')
    await agent.getByLabel(say('setup:owner.workspaceName')).fill(story.workspace)
    await picture(agent, `wizard-owner-${language}`)
    await agent.getByRole('button', { name: say('setup:owner.submit') }).click()
    await agent.getByRole('heading', { name: say('setup:team.title') }).waitFor()
    await becomes(() => agent.getByLabel(say('setup:team.name')).inputValue(), say('setup:team.firstName'))
    await picture(agent, `wizard-team-${language}`)
    await agent.getByRole('button', { name: say('setup:team.submit') }).click()
    await agent.getByRole('heading', { name: say('setup:channel.title') }).waitFor()
    await becomes(() => agent.getByLabel(say('channels:webchat.title')).inputValue(), story.workspace)
    await picture(agent, `wizard-channel-${language}`)
    await agent.getByRole('button', { name: say('channels:webchat.connect') }).click()
    await agent.getByRole('heading', { name: say('setup:install.webchatTitle') }).waitFor()
    await picture(agent, `wizard-install-${language}`)
    const tag = (await agent.getByText(/<script src=/).textContent()) ?? ''
    await agent.getByRole('link', { name: say('setup:install.submit') }).click()
    await agent.getByRole('heading', { name: say('setup:done.title') }).waitFor()
    await picture(agent, `wizard-done-${language}`)
    await agent.getByRole('link', { name: say('setup:done.inbox') }).click()
    await agent.getByText(say('inbox:empty.mine.title')).waitFor()
    await picture(agent, `inbox-empty-${language}`)

    // The customer reads the chat in the language of the page, first of all the greeting that the wizard proposed.
    await using website = await startWebsiteIn(language, tag)
    const customer = await openPage(browser, { language, reducedMotion: 'no-preference' })
    await customer.goto(website.url)
    await customer.getByRole('button', { name: widget.t('launcher.open'), exact: true }).click()
    const chat = customer.frameLocator('iframe')
    await chat.getByText(say('channels:webchat.firstGreeting')).waitFor()
    await chat.getByLabel(widget.t('composer.label')).fill(story.question)
    await chat.getByLabel(widget.t('composer.label')).press('Enter')
    await chat.getByText(story.question).waitFor()

    await agent
      .getByRole('list', { name: say('inbox:list.label') })
      .getByText(story.question)
      .click()
    await chat.getByText(widget.t('status.assignee', { name: story.owner })).waitFor()
    await chat.getByText(widget.t('message.read')).waitFor()
    const composer = agent.getByRole('textbox', { name: say('inbox:composer.reply'), exact: true })
    const answer = async (text: string) => {
      await composer.fill(text)
      await composer.press('Enter')
      await agent.getByRole('button', { name: say('snippets:held.now') }).click()
    }
    await answer(story.answer)
    await chat.getByText(story.answer).waitFor()
    await picture(agent, `inbox-thread-${language}`)
    await picture(customer, `widget-thread-${language}`)

    // Both ways, with a file, and live while the agent looks on.
    await chat
      .locator('input[type=file]')
      .setInputFiles({ name: story.file, mimeType: 'image/png', buffer: Buffer.from(png) })
    await chat
      .getByRole('listitem')
      .getByText(widget.t('upload.done', { name: story.file }))
      .waitFor()
    await expectNoEnglish(customer, language)
    await chat.getByRole('button', { name: widget.t('composer.send'), exact: true }).click()
    await agent.getByRole('img', { name: story.file }).waitFor()

    // History is there when the customer comes back, and an unread answer shows on the launcher.
    await customer.reload()
    await customer.getByRole('button', { name: widget.t('launcher.open') }).waitFor()
    await answer(story.more)
    await customer.getByRole('button', { name: widget.counted('launcher.unread', 1) }).click()
    await chat.getByText(story.question).waitFor()
    await chat.getByText(story.more).waitFor()
    await picture(customer, `widget-again-${language}`)
    await expectNoEnglish(customer, language)

    // Closing empties the list.
    await composer.blur()
    await agent
      .getByRole('button', { name: say('inbox:actions.close'), exact: true })
      .first()
      .click()
    await agent.getByText(say('inbox:empty.mine.title')).waitFor()
    await picture(agent, `inbox-done-${language}`)

    // What the wizard spoke is what whoever comes next is spoken to in, and the page to try the chat on, too.
    await becomes(() => agent.evaluate('document.documentElement.lang'), language)
    const channelId = /data-channel="([^"]+)"/.exec(tag)?.[1]
    await customer.goto(`${server.url}/webchat/${channelId}/test`)
    await customer.getByRole('button', { name: widget.t('launcher.open') }).waitFor()
    await becomes(() => customer.evaluate('document.documentElement.lang'), language)
    assert.ok(!/"level":(50|60)/.test(server.output()), server.output())
  })
}

async function openStage() {
  await using opening = new AsyncDisposableStack()
  const folder = await makeDataDir()
  opening.defer(() => folder.remove())
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const server = await startServer({ FAIRLEAD_DATA_DIR: folder.path, FAIRLEAD_PUBLIC_URL: publicUrl }, { port })
  opening.defer(async () => assert.equal(await server.stop(), 0))
  const browser = await launchBrowser()
  opening.defer(() => browser.close())
  const stack = opening.move()
  return { server, browser, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

async function startWebsiteIn(language: Language, tag: string) {
  const { url, stop } = await startWebsite(tag, language)
  return { url, [Symbol.asyncDispose]: stop }
}

/** Of all that the chat can say, nothing on the page is said as in English. */
async function expectNoEnglish(customer: Page, language: Language): Promise<void> {
  if (language === 'en') return
  const chat = customer.frameLocator('iframe')
  await becomes(() => chat.locator('html').getAttribute('lang'), language)
  const heard = [
    await customer.locator('fairlead-chat').ariaSnapshot(),
    await chat.locator('body').ariaSnapshot(),
  ].join('\n')
  const said = Object.values(english).filter((text) => !text.includes('{') && hasWords(heard, text))
  assert.deepEqual(said, [], heard)
}

function hasWords(heard: string, text: string): boolean {
  return new RegExp(`(?<!\\p{L})${RegExp.escape(text)}(?!\\p{L})`, 'u').test(heard)
}
