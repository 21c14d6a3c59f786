import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  getConversation,
  getDraft,
  listConversations,
  listMessages,
  listScheduledMessages,
  postSnippet,
} from '@fairlead/sdk'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { launchBrowser, logIn, phone, picture } from './stage/browser.ts'
import { becomes, eventually } from './stage/server.ts'
import { openWhatsappStage } from './stage/whatsapp.ts'
import { addAgent, goOnline, makeTeam, meta } from './stage/workspace.ts'

test('what an agent writes while the server is out of reach goes out by itself, in order and once', async () => {
  await using stage = await openStage()
  const agent = await stage.open()
  const { composer, context } = agent

  await composer.pressSequentially('We ship to ')
  await context.setOffline(true)
  await composer.pressSequentially('Åland, too.')
  await composer.press('Enter')
  await agent.page.getByText(/Goes out in \d/).waitFor()
  await agent.page.getByRole('button', { name: 'Send now' }).click()
  await composer.fill('By ferry.')
  await composer.press('Enter')
  await agent.page.getByRole('button', { name: 'Send now' }).click()
  await agent.page.getByText(/2 messages wait for the connection/).waitFor()
  await picture(agent.page, 'writing-offline')
  await composer.fill('And then')
  assert.deepEqual(await stage.sent(), [])

  await context.setOffline(false)
  await stage.untilSent(['We ship to Åland, too.', 'By ferry.'])
  await agent.page.getByText(/wait for the connection/).waitFor({ state: 'detached' })
  await becomes(() => composer.inputValue(), 'And then')
})

test('a page that is closed loses neither what was sent nor what was begun', async () => {
  await using stage = await openStage()
  const { page, composer } = await stage.open()
  await composer.fill('Held for a moment')
  await composer.press('Enter')
  await page.getByText(/Goes out in \d/).waitFor()
  await composer.pressSequentially('half a sen')
  await page.reload()

  await stage.untilSent(['Held for a moment'])
  await page.getByRole('textbox', { name: 'Reply' }).and(page.locator('textarea')).waitFor()
  await becomes(() => page.getByRole('textbox', { name: 'Reply' }).inputValue(), 'half a sen')
})

test('a reply can be taken back for a moment, by a button and by a key, and is as it was', async () => {
  await using stage = await openStage()
  const { page, composer } = await stage.open()
  await composer.fill('Too soon')
  await composer.press('Enter')
  await page.getByText(/Goes out in \d/).waitFor()
  await picture(page, 'writing-undo')
  await page.getByRole('button', { name: 'Undo' }).click()
  await becomes(() => composer.inputValue(), 'Too soon')

  await composer.press('Enter')
  await page.getByText(/Goes out in \d/).waitFor()
  await composer.blur()
  await page.keyboard.press('z')
  await eventually(
    () => composer.inputValue(),
    (text) => text === 'Too soon',
  )
  assert.deepEqual(await stage.sent(), [])

  // And whoever sends and closes goes on, while the conversation is closed once the reply is out.
  await composer.press('Control+Shift+Enter')
  await stage.untilSent(['Too soon'])
  await eventually(
    () => stage.owner.client.call(getConversation, { params: { id: stage.conversationId } }),
    ({ status }) => status === 'closed',
  )
})

test('a draft goes on on another device, and nobody’s words are lost when both were changed', async () => {
  await using stage = await openStage()
  const desk = await stage.open()
  await desk.composer.pressSequentially('Begun at the desk')
  await stage.untilDraft('Begun at the desk')

  const hand = await stage.open({ ...phone, colorScheme: 'light' })
  await eventually(
    () => hand.composer.inputValue(),
    (text) => text === 'Begun at the desk',
  )
  await hand.composer.fill('Changed in the hand')
  await stage.untilDraft('Changed in the hand')
  await desk.page.getByText('You changed this on another device.').waitFor()
  await becomes(() => desk.composer.inputValue(), 'Begun at the desk')
  await picture(desk.page, 'writing-draft')
  await desk.page.getByRole('button', { name: 'Use that' }).click()
  await becomes(() => desk.composer.inputValue(), 'Changed in the hand')

  await desk.composer.press('Enter')
  await stage.untilSent(['Changed in the hand'])
  await stage.untilDraft('')
})

test('a snippet is put in by its shortcut with what is known, and what is not is pointed out', async () => {
  await using stage = await openStage()
  await stage.owner.client.call(postSnippet, {
    body: {
      ...{ name: 'Greeting', shortcut: 'hello', scope: 'everybody' },
      text: 'Hello {{contact.first_name}}, we write to {{contact.email}}.',
    },
  })
  const { page, composer } = await stage.open()
  await composer.pressSequentially('/hel')
  await page.getByRole('option', { name: /Greeting/ }).waitFor()
  await picture(page, 'writing-snippet')
  await composer.press('Enter')
  await becomes(() => composer.inputValue(), 'Hello Mara, we write to {{contact.email}}. ')
  await composer.press('Enter')
  await page.getByText('This is not filled in yet.').waitFor()
  await page.getByRole('button', { name: '{{contact.email}}' }).click()
  await page.keyboard.type('you')
  await composer.press('Enter')
  await page.getByRole('button', { name: 'Send now' }).click()
  await stage.untilSent(['Hello Mara, we write to you.'])
})

test('a note names a colleague, who is told', async () => {
  await using stage = await openStage()
  const { page } = await stage.open()
  await page.getByText('Note', { exact: true }).click()
  const note = page.getByRole('textbox', { name: 'Note' })
  await note.pressSequentially('Please look, @an')
  await page.getByRole('option', { name: /Ana Agent/ }).waitFor()
  await picture(page, 'writing-mention')
  await note.press('Tab')
  await becomes(() => note.inputValue(), 'Please look, @Ana Agent ')
  await note.press('Enter')

  const { data } = await eventually(
    () => stage.ana.client.call(listMessages, { params: { id: stage.conversationId }, query: {} }),
    ({ data: messages }) => messages.some(({ isNote }) => isNote),
  )
  assert.deepEqual(data.find(({ isNote }) => isNote)?.mentionIds, [stage.ana.memberId])
})

test('marks, emoji and a time to send are put in by keys and buttons', async () => {
  await using stage = await openStage()
  const { page, composer } = await stage.open()
  await composer.fill('really')
  await composer.press('Control+a')
  await composer.press('Control+b')
  await becomes(() => composer.inputValue(), '**really**')
  await composer.press('End')
  await page.getByRole('button', { name: 'Insert an emoji' }).click()
  await page.getByRole('combobox', { name: 'Search by English name' }).fill('ship')
  await page.getByRole('option', { name: 'ship', exact: true }).waitFor()
  await picture(page, 'writing-emoji')
  await page.keyboard.press('Enter')
  await becomes(() => composer.inputValue(), '**really**🚢')

  await page.getByRole('button', { name: 'More ways to send' }).click()
  await page.getByRole('menuitem', { name: 'Send later' }).click()
  await picture(page, 'writing-later')
  await page.getByRole('menuitem', { name: /Tomorrow morning/ }).click()
  await page
    .getByText(/Goes out .*9:00/)
    .first()
    .waitFor()
  await picture(page, 'writing-scheduled')
  await becomes(() => composer.inputValue(), '')
  const { data } = await stage.owner.client.call(listScheduledMessages, { params: { id: stage.conversationId } })
  assert.equal(data[0]?.body.text, '**really**🚢')
  await page.getByRole('region', { name: 'What goes out later' }).getByRole('button', { name: 'Send now' }).click()
  await stage.untilSent(['**really**🚢'])
})

type Opened = Readonly<{ page: Page; composer: Locator; context: BrowserContext }>

/** A customer has written, and the owner has the conversation. */
async function openStage() {
  await using opening = new AsyncDisposableStack()
  const { graph, server, owner, connect } = opening.use(await openWhatsappStage())
  const browser = await launchBrowser()
  opening.defer(() => browser.close())

  const ana = await addAgent(server.url, owner, 'Ana Agent')
  await goOnline(owner)
  await connect(await makeTeam(owner, [owner]))
  const mara = graph.customer('447700900001', { name: 'Mara Muster', phoneNumberId: meta.phoneNumberId })
  await mara.sendText('Do you ship to Åland?')
  const [conversation] = await eventually(
    async () => (await owner.client.call(listConversations, { query: { view: 'mine' } })).data,
    (data) => data.length === 1,
  )
  assert.ok(conversation)
  const { id } = conversation

  const sent = async () =>
    (await owner.client.call(listMessages, { params: { id }, query: {} })).data
      .filter(({ author, isNote }) => author.type === 'member' && !isNote)
      .map(({ text }) => text)
      .toReversed()
  const stack = opening.move()
  return {
    owner,
    ana,
    conversationId: id,
    sent,
    async open(options?: Parameters<typeof logIn>[3]): Promise<Opened> {
      const page = await logIn(browser, server.url, owner, options)
      await page.getByText('Do you ship to Åland?').first().click()
      const composer = page.getByRole('textbox', { name: 'Reply' })
      await composer.waitFor()
      return { page, composer, context: page.context() }
    },
    async untilSent(texts: readonly string[]) {
      assert.deepEqual(await eventually(sent, (now) => now.length >= texts.length), texts)
    },
    async untilDraft(text: string) {
      await eventually(
        () => owner.client.call(getDraft, { params: { id } }),
        ({ draft }) => draft?.reply.text === text,
      )
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}
