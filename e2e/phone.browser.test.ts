/** A day in the hand: a phone, in the dark, in two languages. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Conversation,
  getConversation,
  type Language,
  listConversations,
  listMessages,
  patchWorkspace,
  postClosingCategory,
  postSnippet,
  putPresence,
} from '@fairlead/sdk'
import type { Locator, Page } from 'playwright-core'
import { launchBrowser, logIn, phone, picture } from './stage/browser.ts'
import { png } from './stage/channel.ts'
import { becomes, eventually } from './stage/server.ts'
import { openWhatsappStage } from './stage/whatsapp.ts'
import { wordsOf } from './stage/words.ts'
import { addAgent, makeTeam, meta, type Person } from './stage/workspace.ts'

const stories = {
  it: {
    me: 'Giulia Prova',
    colleague: 'Niccolò Esempio',
    others: 'Cliente di prova',
    customer: 'Ilaria Modello',
    question: 'È già partito il mio ordine? Perché non è arrivato niente!',
    answer: 'Sì, è partito ieri: arriverà giovedì.',
    thanks: 'Così va bene, grazie!',
    note: 'È la terza volta, lo sai già? ',
    mention: 'nicc',
    snippet: { shortcut: 'là', name: 'Saluto', text: 'Grazie {{contact.first_name}}, a presto!' },
    filled: 'Grazie Ilaria, a presto! ',
    begun: 'Un’altra cosa, però',
    tag: 'ritardo',
    category: 'Spedizione',
    summary: 'È in viaggio, arriverà giovedì.',
  },
  th: {
    me: 'สมหญิง ตัวอย่าง',
    colleague: 'วิชัย ทดสอบ',
    others: 'ลูกค้าทดสอบ',
    customer: 'สมใจ สมมุติ',
    question: 'สั่งซื้อรองเท้าไปแล้ว แต่ยังไม่ได้รับสินค้าเลยค่ะ',
    answer: 'ส่งออกไปเมื่อวานนี้ค่ะ จะถึงวันพฤหัสบดี',
    thanks: 'ขอบคุณมากค่ะ',
    note: 'ลูกค้าถามเป็นครั้งที่สามแล้ว ',
    mention: 'วิช',
    snippet: { shortcut: 'ขอบคุณ', name: 'คำขอบคุณ', text: 'ขอบคุณค่ะคุณ {{contact.first_name}}' },
    filled: 'ขอบคุณค่ะคุณ สมใจ ',
    begun: 'อีกเรื่องหนึ่งค่ะ',
    tag: 'ส่งช้า',
    category: 'การจัดส่ง',
    summary: 'สินค้าอยู่ระหว่างทาง จะถึงวันพฤหัสบดี',
  },
} as const satisfies Partial<Record<Language, object>>

/** Enough of them that the list is longer than the screen. */
const othersCount = 12

for (const language of ['it', 'th'] as const) {
  test(`an agent does her work on a phone (${language})`, async () => {
    const say = wordsOf(language)
    const story = stories[language]
    await using stage = await openStage(language)
    const { me, page, write } = stage
    const list = page.getByRole('list', { name: say('inbox:list.label') })
    const composer = page.getByRole('textbox', { name: say('inbox:composer.reply'), exact: true })
    const button = (key: string) => page.getByRole('button', { name: say(key), exact: true })
    const look = async (name: string) => {
      await picture(page, `phone-${name}-${language}`)
      await expectFits(page, name)
    }
    const send = async () => {
      await button('inbox:composer.send').tap()
      await button('snippets:held.now').tap()
    }

    // Online, and whoever waited is hers; whoever writes now comes to the top by themselves.
    await page.getByText(say('inbox:empty.mine.title')).waitFor()
    await look('empty')
    await page.getByRole('button', { name: say('inbox:presence.choose') }).tap()
    await page.getByRole('menuitemradio', { name: new RegExp(`^${say('common:presence.online')}`) }).tap()
    await list.getByText(`${story.others} ${othersCount}`, { exact: true }).waitFor()
    await write(0, story.customer, story.question)
    await list.getByText(story.question).waitFor()
    await look('list')

    // The way back ends where it began.
    const scroller = list.locator('..')
    const scrollTop = () => scroller.evaluate((element) => element.scrollTop)
    await scroller.evaluate((element) => element.scrollTo(0, 260))
    await list.getByText(`${story.others} 7`, { exact: true }).tap()
    await composer.waitFor()
    assert.ok(!(await list.isVisible()), 'one at a time')
    await page.goBack()
    await list.waitFor()
    await eventually(scrollTop, (top) => top === 260)
    await scroller.evaluate((element) => element.scrollTo(0, 0))

    // She reads, answers, and sends a picture.
    await list.getByText(story.question).tap()
    const bubble = (text: string) => page.getByRole('article').filter({ hasText: text })
    await bubble(story.question).waitFor()
    await composer.tap()
    await composer.pressSequentially(story.answer)
    await composer.press('Enter')
    assert.equal(await composer.inputValue(), `${story.answer}\n`, 'on glass it begins a line')
    await send()
    await stage.untilSent(story.answer)
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'foto.png', mimeType: 'image/png', buffer: Buffer.from(png) })
    await button('inbox:composer.send').and(page.locator(':enabled')).waitFor()
    await send()
    await page.getByRole('article').getByRole('img', { name: 'foto.png' }).waitFor()
    await look('thread')

    // A note names a colleague, and a snippet is put in by its shortcut, in any script.
    await page.getByText(say('inbox:composer.note'), { exact: true }).tap()
    const note = page.getByRole('textbox', { name: say('inbox:composer.note'), exact: true })
    await note.pressSequentially(`${story.note}@${story.mention}`)
    await page.getByRole('option', { name: new RegExp(story.colleague) }).tap()
    await becomes(() => note.inputValue(), `${story.note}@${story.colleague} `)
    await look('note')
    await button('inbox:composer.addNote').tap()
    await bubble(story.note.trim()).waitFor()
    await page.getByText(say('inbox:composer.reply'), { exact: true }).tap()
    await composer.pressSequentially(`/${story.snippet.shortcut}`)
    const snippet = page.getByRole('option', { name: new RegExp(story.snippet.name) })
    await snippet.waitFor()
    await look('snippet')
    await snippet.tap()
    await becomes(() => composer.inputValue(), story.filled)
    await send()
    await stage.untilSent(story.filled.trim())

    // Turned on its side, and under the keyboard, nothing is lost, and one still sees what one answers.
    await write(0, story.customer, story.thanks)
    await bubble(story.thanks).waitFor()
    await composer.pressSequentially(story.begun)
    await page.setViewportSize({ width: 844, height: 390 })
    await look('turned')
    await expectInSight(page, bubble(story.thanks), composer)
    await becomes(() => composer.inputValue(), story.begun)
    await page.setViewportSize({ width: 390, height: 450 })
    await composer.tap()
    await expectInSight(page, bubble(story.thanks), composer)
    await look('keyboard')
    await page.setViewportSize({ width: 390, height: 844 })
    await expectInSight(page, bubble(story.thanks), composer)
    await becomes(() => composer.inputValue(), story.begun)

    // What is known of them lies over the messages; tags are changed there.
    await button('inbox:actions.details').tap()
    const details = page.getByRole('complementary', { name: say('inbox:details.label') })
    const name = details.getByRole('textbox', { name: say('inbox:contact.name'), exact: true })
    await eventually(
      () => name.inputValue(),
      (value) => value === story.customer,
    )
    await details
      .getByRole('combobox', { name: say('inbox:details.tags') })
      .first()
      .fill(story.tag)
    await page.keyboard.press('Enter')
    await stage.until(story.customer, ({ tags }) => tags.includes(story.tag))
    await look('details')
    await details.getByRole('button', { name: say('inbox:actions.hideDetails') }).tap()
    await details.waitFor({ state: 'detached' })
    await becomes(() => composer.inputValue(), story.begun)

    const answered = await nextOpen(page)
    // Closed with a category and a summary, since the workspace wants to know.
    await button('inbox:actions.close').tap()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(story.category, { exact: true }).tap()
    await dialog.getByRole('textbox').fill(story.summary)
    await look('closing')
    await dialog.getByRole('button', { name: say('closing:dialog.close'), exact: true }).tap()
    await stage.until(
      story.customer,
      ({ status, closing }) => status === 'closed' && closing?.summary === story.summary,
    )

    // The next one is open then: it is handed over, and the one after that is put aside.
    const handedOver = await nextOpen(page, answered)
    await page.getByRole('button', { name: say('inbox:list.assignedTo', { name: story.me }) }).tap()
    const colleague = page.getByRole('option', { name: new RegExp(story.colleague) })
    await colleague.waitFor()
    await look('assign')
    await colleague.tap()
    await eventually(
      () => me.client.call(getConversation, { params: { id: handedOver } }),
      ({ assigneeId }) => assigneeId === stage.colleague.memberId,
    )
    const snoozed = await nextOpen(page, handedOver)
    await button('inbox:actions.snooze').tap()
    const tomorrow = page.getByRole('menuitem', { name: new RegExp(`^${say('inbox:snooze.tomorrow')}`) })
    await tomorrow.waitFor()
    await look('snooze')
    await tomorrow.tap()
    await eventually(
      () => me.client.call(getConversation, { params: { id: snoozed } }),
      ({ status }) => status === 'snoozed',
    )
    await nextOpen(page, snoozed)
    await button('inbox:actions.back').tap()
    await list.waitFor()
    await eventually(
      () => list.getByText(story.others).count(),
      (count) => count > 0,
    )
    assert.ok(!/"level":(50|60)/.test(stage.server.output()), stage.server.output())
  })
}

/** The conversation that is open now, once it is another one. */
async function nextOpen(page: Page, before = '-'): Promise<string> {
  await page.waitForURL((url) => /\/inbox\/mine\/[\w-]+$/.test(url.pathname) && !url.pathname.endsWith(before))
  return new URL(page.url()).pathname.split('/').at(-1) ?? ''
}

/** What was said last stands above where one answers, and both are on the screen. */
async function expectInSight(page: Page, message: Locator, composer: Locator): Promise<void> {
  await eventually(
    async () => {
      const [said, field] = [await message.boundingBox(), await composer.boundingBox()]
      const height = page.viewportSize()?.height ?? 0
      return { said, field, height }
    },
    ({ said, field, height }) =>
      said !== null &&
      field !== null &&
      said.y >= 0 &&
      said.y + said.height <= field.y + 1 &&
      field.y + field.height <= height,
  )
}

type Target = Readonly<{ name: string; width: number; height: number }>

/** Nothing is wider than the screen, and nothing that is tapped is smaller than a finger hits (WCAG 2.2, 2.5.8). */
async function expectFits(page: Page, place: string): Promise<void> {
  const { isTooWide, targets } = await page.evaluate<{ isTooWide: boolean; targets: Target[] }>(`(() => {
    const all = document.querySelectorAll('a[href], button, input, select, textarea, [role^=menuitem], [role=option]')
    // A field is hit on its frame as well, and what is small beside its label on that.
    const boxOf = (element) =>
      [element, element.labels?.[0], element.closest('.mantine-Input-wrapper')]
        .filter((part) => part)
        .map((part) => part.getBoundingClientRect())
        .toSorted((one, other) => other.width * other.height - one.width * one.height)[0]
    return {
      isTooWide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
      targets: [...all]
        .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
        .map((element) => ({ box: boxOf(element), name: element.ariaLabel || element.title || element.innerText || element.outerHTML.slice(0, 80) }))
        .map(({ box: { width, height }, name }) => ({ name, width, height }))
        .filter(({ width, height }) => width > 1 && height > 1),
    }
  })()`)
  assert.ok(!isTooWide, `${place} is wider than the screen`)
  const small = targets.filter(({ width, height }) => width < 24 || height < 24)
  assert.deepEqual(small, [], place)
}

async function openStage(language: keyof typeof stories) {
  const story = stories[language]
  await using opening = new AsyncDisposableStack()
  const stage = opening.use(await openWhatsappStage())
  const { owner, server, graph } = stage
  const { client } = owner
  const me = await addAgent(server.url, owner, story.me)
  const colleague = await addAgent(server.url, owner, story.colleague)
  await me.client.call(putPresence, { params: { id: me.memberId }, body: { presence: 'offline' } })
  const team = await makeTeam(owner, [me, colleague])
  await stage.connect(team)
  const closing = { isCategoryRequired: true, isSummaryRequired: true }
  await client.call(patchWorkspace, { body: { language, closing } })
  await client.call(postClosingCategory, { body: { name: story.category } })
  await client.call(postSnippet, { body: { scope: 'everybody', ...story.snippet } })
  const write = async (index: number, name: string, text: string) => {
    const number = `4477009000${String(index).padStart(2, '0')}`
    await graph.customer(number, { name, phoneNumberId: meta.phoneNumberId }).sendText(text)
  }
  for (let index = 1; index <= othersCount; index += 1) {
    await write(index, `${story.others} ${index}`, story.thanks)
  }
  const browser = await launchBrowser()
  opening.defer(() => browser.close())
  const page = await logIn(browser, server.url, me, { ...phone, language })
  const stack = opening.move()
  return {
    ...{ server, me, colleague, page, write },
    /** The customer's conversation is what is waited for. */
    async until(name: string, isEnough: (conversation: Conversation) => boolean): Promise<void> {
      await eventually(
        () => conversationsOf(owner, name),
        ([conversation]) => conversation !== undefined && isEnough(conversation),
      )
    },
    /** The customer has got it, as the provider says. */
    async untilSent(text: string): Promise<void> {
      const [conversation] = await conversationsOf(owner, story.customer)
      assert.ok(conversation)
      await eventually(
        () => client.call(listMessages, { params: { id: conversation.id }, query: {} }),
        ({ data }) => data.some((message) => message.text === text && message.state !== 'pending'),
      )
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

async function conversationsOf({ client }: Person, name: string): Promise<Conversation[]> {
  const views = ['all', 'closed'] as const
  const lists = await Promise.all(views.map((view) => client.call(listConversations, { query: { view } })))
  return lists.flatMap(({ data }) => data).filter(({ contact }) => contact.name === name)
}
