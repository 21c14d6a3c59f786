/** The network goes in the middle of a sentence, or the server does: nothing is lost, nothing is sent twice. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Conversation, closeConversation, listConversations, listMessages, putAssignment } from '@fairlead/sdk'
import type { Page } from 'playwright-core'
import { picture } from './stage/browser.ts'
import { type Desk, idOf, openDesk } from './stage/desk.ts'
import { becomes, eventually } from './stage/server.ts'
import { wordsOf } from './stage/words.ts'

// Longer than the longest pause between two tries to reach the server.
const patienceMs = 40_000

type Tongue = 'en' | 'th'
type Words = Readonly<{
  agents: readonly [string, string]
  customers: readonly [string, string, string, string]
  question: string
  more: string
  begun: string
  rest: string
  second: string
  note: string
  draft: string
}>

const tongues: Readonly<Record<Tongue, Words>> = {
  en: {
    agents: ['Ana Example', 'Ben Sample'],
    customers: ['Mara Muster', 'Nils Nobody', 'Olive Other', 'Pia Placeholder'],
    question: 'Does the ferry go in winter?',
    more: 'And still something, number',
    begun: 'It does, from ',
    rest: 'Monday to Saturday.',
    second: 'Only not in a storm.',
    note: 'She asked the same last year.',
    draft: 'On Sundays there ',
  },
  th: {
    agents: ['สมหญิง ตัวอย่าง', 'สมปอง ทดสอบ'],
    customers: ['มาลี สมมติ', 'นที ไม่มีจริง', 'อรุณ คนอื่น', 'พิม ตัวแทน'],
    question: 'ฤดูหนาวมีเรือข้ามฟากไหมคะ',
    more: 'ยังมีอีกเรื่องหนึ่ง ข้อที่',
    begun: 'มีค่ะ ตั้งแต่',
    rest: 'วันจันทร์ถึงวันเสาร์',
    second: 'ยกเว้นวันที่มีพายุ',
    note: 'ปีที่แล้วลูกค้าก็ถามเรื่องนี้',
    draft: 'ส่วนวันอาทิตย์นั้น',
  },
}

for (const language of ['en', 'th'] as const) {
  test(`without a network one writes on, and is right again once it is back (${language})`, async () => {
    const say = wordsOf(language)
    const words = tongues[language]
    const [mara, nils, olive, pia] = words.customers
    await using desk = await begin(words, language)
    const [ana, ben] = desk.people
    assert.ok(ana && ben)
    const page = await desk.open(ana, { language })
    page.setDefaultTimeout(patienceMs)
    const { composer, banner, rowsAgree } = partsOf(page, desk, language)
    await openConversation(page, mara)
    const id = idOf(page)
    await untilFetchedAhead(page)
    const loadedAt = await page.evaluate<number>('performance.timeOrigin')

    await composer.pressSequentially(words.begun)
    await page.context().setOffline(true)
    await page.keyboard.type(words.rest)
    await becomes(() => composer.inputValue(), words.begun + words.rest)
    await composer.press('Enter')
    await composer.fill(words.second)
    await composer.press('Enter')
    await banner.waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('n')
    await page.getByRole('textbox', { name: say('inbox:composer.note'), exact: true }).fill(words.note)
    await page.keyboard.press('Enter')
    await page.getByText(say('snippets:waiting.text', { count: 3 })).waitFor()

    // What cannot wait says so, and changes nothing.
    await page.keyboard.press('Escape')
    await page.keyboard.press('e')
    const unreachable = page.getByText(say('common:errors.unreachable'))
    await unreachable.waitFor()
    await picture(page, `offline-close-${language}`)
    // The same again would only keep it there.
    await page.getByRole('alert').filter({ has: unreachable }).getByRole('button').click()
    await unreachable.waitFor({ state: 'detached' })
    await page.keyboard.press('Control+k')
    // What the browser puts in without keys, as it does these letters, goes to whatever has the focus.
    await page.getByRole('combobox', { name: say('commands:palette.title'), exact: true }).waitFor()
    await page.keyboard.type(say('commands:assign.to'))
    await page.keyboard.press('Enter')
    await page.getByRole('combobox', { name: say('commands:assign.to'), exact: true }).fill(words.agents[1])
    await page.keyboard.press('Enter')
    await unreachable.waitFor()
    assert.equal(idOf(page), id)
    await page.keyboard.press('r')
    await composer.pressSequentially(words.draft)
    await picture(page, `offline-writing-${language}`)
    assert.deepEqual(answersTo(desk, mara), [])

    // Meanwhile the others go on: sixty messages, one given to Ana, and one taken from her.
    await desk.write([
      { address: mara, name: mara, text: words.more },
      ...Array.from({ length: 39 }, (_, index) => ({
        ...{ address: nils, name: nils, text: `${words.more} ${index + 1}` },
      })),
      ...Array.from({ length: 20 }, (_, index) => ({
        ...{ address: `somebody-${index}`, name: `${pia} ${index + 1}`, text: words.question },
      })),
    ])
    const [given] = await desk.waiting(21)
    assert.ok(given)
    await desk.owner.client.call(putAssignment, { params: { id: given.id }, body: { memberId: ana.memberId } })
    const taken = (await mineOf(desk)).find(({ contact }) => contact.name === olive)
    await ben.client.call(closeConversation, { params: { id: taken?.id ?? '' } })

    await page.context().setOffline(false)
    await banner.waitFor({ state: 'detached' })
    await page.getByText(say('snippets:waiting.text', { count: 3 })).waitFor({ state: 'detached' })
    const replies = [words.begun + words.rest, words.second]
    await sentOnce(desk, id, mara, { replies, note: words.note })
    await rowsAgree(3)
    await page
      .getByRole('navigation', { name: say('inbox:views.label') })
      .getByText('20', { exact: true })
      .waitFor()
    await page.getByLabel(say('inbox:list.unread', { count: 40 })).waitFor()
    await page.locator('[data-thread]').getByText(words.more).waitFor()
    await becomes(() => composer.inputValue(), words.draft)
    assert.equal(await page.evaluate<number>('performance.timeOrigin'), loadedAt)
    await picture(page, `offline-back-${language}`)

    // A page that is loaded anew meanwhile loses nothing either.
    await page.context().setOffline(true)
    await composer.press('End')
    await page.keyboard.type(words.rest)
    await page.keyboard.press('Enter')
    await page.reload()
    await picture(page, `offline-page-${language}`)
    await page.context().setOffline(false)
    await page.goto(page.url())
    await composer.waitFor()
    await sentOnce(desk, id, mara, { replies: [...replies, words.draft + words.rest], note: words.note })
  })

  test(`a server that is killed is waited for, and what was on its way arrives once (${language})`, async () => {
    const say = wordsOf(language)
    const words = tongues[language]
    const [mara, , olive] = words.customers
    await using desk = await begin(words, language)
    const [ana] = desk.people
    assert.ok(ana)
    const page = await desk.open(ana, { language })
    page.setDefaultTimeout(patienceMs)
    const { composer, banner, rowsAgree } = partsOf(page, desk, language)
    await openConversation(page, mara)
    const id = idOf(page)
    await untilFetchedAhead(page)

    await composer.fill(words.rest)
    await Promise.all([composer.press('Enter'), desk.killServer()])
    await page.keyboard.type(words.second)
    await page.keyboard.press('Enter')
    await banner.waitFor()
    await page.keyboard.type(words.draft)
    // Never seen before, and the server that knows it is away.
    await openConversation(page, olive)
    await picture(page, `killed-${language}`)

    await desk.startServerAgain()
    await banner.waitFor({ state: 'detached' })
    await page.locator('[data-thread]').getByText(words.question).waitFor()
    await sentOnce(desk, id, mara, { replies: [words.rest, words.second], note: null })
    await desk.system.customer(mara).sendText(words.more)
    await page.locator('[data-index]').getByText(words.more).waitFor()
    await rowsAgree(3)
    await openConversation(page, mara)
    await becomes(() => composer.inputValue(), words.draft)
    await becomes(() => page.getByText(say('snippets:waiting.text', { count: 1 })).count(), 0)
  })
}

/** Ana has three conversations, and a fourth waits. */
async function begin({ agents, customers, question }: Words, language: Tongue): Promise<Desk> {
  await using stack = new AsyncDisposableStack()
  const desk = stack.use(await openDesk({ language, agents, policy: { strategy: 'manual' } }))
  for (const name of customers) await desk.system.customer(name, { name }).sendText(question)
  const [ana] = desk.people
  const waiting = await desk.waiting(4)
  for (const { id } of waiting.slice(0, 3)) {
    await desk.owner.client.call(putAssignment, { params: { id }, body: { memberId: ana?.memberId ?? null } })
  }
  const kept = stack.move()
  return { ...desk, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

function partsOf(page: Page, desk: Desk, language: Tongue) {
  const say = wordsOf(language)
  return {
    composer: page.getByRole('textbox', { name: say('inbox:composer.reply'), exact: true }),
    banner: page.getByText(say('inbox:connection.offline')),
    /** The list says what the server says, in its order. */
    async rowsAgree(count: number): Promise<void> {
      const names = (await mineOf(desk)).map(({ contact }) => contact.name)
      assert.equal(names.length, count)
      await eventually(
        () => page.locator('[data-index]').evaluateAll(namesOfRows, names),
        (shown) => shown.join() === names.join(),
      )
    },
  }
}

/** Which of the names each row bears. Runs in the page. */
function namesOfRows(rows: readonly { textContent: string | null }[], names: readonly string[]): string[] {
  return rows.map(({ textContent }) => names.find((name) => textContent?.includes(name)) ?? '')
}

async function mineOf(desk: Desk): Promise<readonly Conversation[]> {
  const { data } = (await desk.people[0]?.client.call(listConversations, { query: { view: 'mine' } })) ?? { data: [] }
  return data
}

async function openConversation(page: Page, name: string): Promise<void> {
  await page.locator('[data-index]').getByText(name, { exact: true }).click()
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
}

/** The app has all of itself at hand, as it does a moment after it was opened. */
async function untilFetchedAhead(page: Page): Promise<void> {
  const parts = ['palette', 'closing-dialog', 'notification-list']
  await eventually(
    async () => {
      const names = await page.evaluate<string>(
        'performance.getEntriesByType("resource").map(({ name }) => name).join()',
      )
      return parts.filter((part) => !names.includes(`/${part}-`))
    },
    (missing) => missing.length === 0,
    60_000,
  )
  await eventually(
    () => page.evaluate<boolean>('navigator.serviceWorker.controller !== null'),
    (isThere) => isThere,
  )
}

/** All of it, in order, once: with the customer, and at the server. */
async function sentOnce(
  desk: Desk,
  id: string,
  address: string,
  { replies, note }: Readonly<{ replies: readonly string[]; note: string | null }>,
): Promise<void> {
  assert.deepEqual(
    await eventually(
      () => answersTo(desk, address),
      ({ length }) => length >= replies.length,
    ),
    replies,
  )
  const { data } = await eventually(
    () => desk.owner.client.call(listMessages, { params: { id }, query: { limit: 100 } }),
    (page) => note === null || page.data.some(({ isNote }) => isNote),
  )
  const ours = data.toReversed().filter(({ author }) => author.type === 'member')
  const textsOf = (isNote: boolean) => ours.flatMap((message) => (message.isNote === isNote ? [message.text] : []))
  assert.deepEqual(textsOf(false), replies)
  assert.deepEqual(textsOf(true), note === null ? [] : [note])
}

function answersTo({ system }: Desk, address: string): string[] {
  return system.chat(address).messages.flatMap(({ direction, text }) => (direction === 'out' ? [text] : []))
}
