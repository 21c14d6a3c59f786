/** Two agents have the same conversation before them: they see each other, and neither undoes what the other does. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Client, getConversation, listEvents, listMessages } from '@fairlead/sdk'
import type { Page } from 'playwright-core'
import { picture } from './stage/browser.ts'
import { type Desk, openDesk } from './stage/desk.ts'
import { becomes, eventually } from './stage/server.ts'
import { wordsOf } from './stage/words.ts'

type Words = Readonly<{
  agents: readonly [string, string]
  customer: string
  question: string
  answers: readonly [string, string]
  begun: string
  more: string
}>

const tongues: Readonly<Record<'en' | 'vi', Words>> = {
  en: {
    agents: ['Ana Example', 'Ben Sample'],
    customer: 'Mara Muster',
    question: 'Do the boots come in green?',
    answers: ['They do, from May.', 'I look it up for you.'],
    begun: 'And the grey ones have been sold since ',
    more: 'the middle of March.',
  },
  vi: {
    agents: ['Nguyễn Ví Dụ', 'Trần Thử Nghiệm'],
    customer: 'Lê Minh Hoạ',
    question: 'Đôi ủng này có màu xanh lá không ạ?',
    answers: ['Dạ có, từ tháng Năm ạ.', 'Để em tìm giúp anh chị nhé.'],
    begun: 'Còn màu xám thì đã hết từ ',
    more: 'giữa tháng Ba rồi ạ.',
  },
}

for (const language of ['en', 'vi'] as const) {
  test(`two who write to the same customer see it, and nothing of either is lost (${language})`, async () => {
    const say = wordsOf(language)
    const words = tongues[language]
    const [anaName, benName] = words.agents
    await using desk = await openDesk({ language, agents: words.agents, policy: { strategy: 'manual' } })
    const { id } = await askIn(desk, words.customer, words.question)
    const [ana, ben] = await openBoth(desk, language)
    for (const page of [ana, ben]) await open(page, words.customer)

    await said(ana, say('inbox:viewers.looking', { names: benName, count: 1 }))
    await said(ben, say('inbox:viewers.looking', { names: anaName, count: 1 }))
    const [anaWrites, benWrites] = [composerOf(ana), composerOf(ben)]
    await benWrites.pressSequentially(words.answers[1])
    await ana
      .getByText(say('inbox:viewers.writing', { names: benName, count: 1 }))
      .last()
      .waitFor()
    await picture(ana, `two-agents-writing-${language}`)
    await anaWrites.pressSequentially(words.answers[0])
    await said(ben, say('inbox:viewers.writing', { names: anaName, count: 1 }))

    // Both at the same moment: both go out, in one order for everybody.
    await Promise.all([anaWrites.press('Enter'), benWrites.press('Enter')])
    const received = await eventually(
      () => answersTo(desk, words.customer),
      ({ length }) => length === 2,
    )
    assert.deepEqual(received.toSorted(), [...words.answers].toSorted())
    assert.deepEqual(await repliesIn(desk.owner.client, id), received)
    for (const page of [ana, ben]) {
      await eventually(
        () => inOrder(page, words.answers),
        (shown) => shown.length === 2 && shown[0] === received[0],
      )
    }

    // One closes while the other is in the middle of a word: no key goes elsewhere, and no word.
    await anaWrites.pressSequentially(words.begun)
    await ben.keyboard.press('Escape')
    await ben.keyboard.press('e')
    await ana.getByText(say('inbox:history.closed', { actor: benName })).waitFor()
    await ana
      .getByRole('status')
      .filter({ hasText: say('inbox:composer.closed') })
      .first()
      .waitFor()
    await ana.keyboard.type(words.more)
    await becomes(() => anaWrites.inputValue(), words.begun + words.more)
    await ana.keyboard.press('Enter')
    await picture(ana, `two-agents-closed-${language}`)
    await becomes(() => anaWrites.inputValue(), words.begun + words.more)
    await ana.getByRole('button', { name: say('inbox:composer.reopenToReply') }).click()
    await eventually(
      () => desk.owner.client.call(getConversation, { params: { id } }),
      ({ status }) => status === 'open',
    )
    await anaWrites.press('Enter')
    const sentence = words.begun + words.more
    await eventually(
      () => answersTo(desk, words.customer),
      (texts) => texts.at(-1) === sentence,
    )
    assert.equal((await repliesIn(desk.owner.client, id)).length, 3)
  })

  test(`of two who take the same conversation one has it, and the other is told who (${language})`, async () => {
    const say = wordsOf(language)
    const words = tongues[language]
    await using desk = await openDesk({ language, agents: words.agents, policy: { strategy: 'manual' } })
    const { id } = await askIn(desk, words.customer, words.question)
    const pages = await openBoth(desk, language)
    for (const page of pages) await open(page, words.customer)
    const claim = (page: Page) => page.getByRole('button', { name: say('inbox:actions.claim') })
    const holder = (page: Page, name: string) =>
      page.getByRole('button', { name: say('inbox:list.assignedTo', { name }) }).first()
    const faster = (page: Page, name: string) => page.getByText(say('inbox:done.alreadyAssigned', { name }))
    const waiting = (page: Page) =>
      page
        .getByRole('navigation', { name: say('inbox:views.label') })
        .getByRole('link', { name: say('inbox:views.waiting'), exact: true })

    // Neither request is let through before both are there.
    const both = Promise.withResolvers<void>()
    let asked = 0
    for (const page of pages) {
      await page.route('**/claim', async (route) => {
        asked += 1
        if (asked === 2) both.resolve()
        await both.promise
        await route.continue()
      })
    }
    await Promise.all(pages.map((page) => claim(page).click()))
    const first = await Promise.any(
      words.agents.map(async (name, index) => {
        await faster(pages[1 - index]!, name).waitFor()
        return index
      }),
    )
    const [winner, loser] = first === 0 ? pages : [pages[1], pages[0]]
    const name = words.agents[first] ?? ''
    const { assigneeId } = await desk.owner.client.call(getConversation, { params: { id } })
    assert.equal(assigneeId, desk.people[first]?.memberId)
    await picture(loser, `two-agents-claim-${language}`)
    await loser
      .getByRole('alert')
      .filter({ has: faster(loser, name) })
      .getByRole('button')
      .click()
    await faster(loser, name).waitFor({ state: 'detached' })
    for (const page of pages) {
      await holder(page, name).waitFor()
      await waiting(page).waitFor()
      await becomes(() => claim(page).count(), 0)
    }
    await becomes(() => faster(winner, name).count(), 0)
    assert.deepEqual(await assignedIn(desk.owner.client, id), [assigneeId])
    for (const page of pages) await page.unroute('**/claim')

    // Whose tab has heard of nothing since hears it with the answer, and has a true list at once.
    const [ana, ben] = pages
    const { id: nextId } = await askIn(desk, `${words.customer} 2`, words.question)
    for (const page of pages) await open(page, `${words.customer} 2`)
    await ana.route('**/api/v1/events*', (route) => route.abort())
    await ana.context().setOffline(true)
    await ana.getByText(say('inbox:connection.offline')).waitFor()
    await ana.context().setOffline(false)
    await claim(ben).click()
    await holder(ben, words.agents[1]).waitFor()
    await becomes(() => claim(ana).count(), 1)
    await claim(ana).click()
    await faster(ana, words.agents[1]).waitFor()
    await holder(ana, words.agents[1]).waitFor()
    await ana.getByText(say('inbox:empty.waiting.title')).waitFor()
    await picture(ana, `two-agents-stale-${language}`)
    assert.deepEqual(await assignedIn(desk.owner.client, nextId), [desk.people[1]?.memberId])

    await ana.unroute('**/api/v1/events*')
    await ana.getByText(say('inbox:connection.offline')).waitFor({ state: 'detached' })
  })

  function composerOf(page: Page) {
    return page.getByRole('textbox', { name: wordsOf(language)('inbox:composer.reply'), exact: true })
  }
}

async function openBoth(desk: Desk, language: 'en' | 'vi'): Promise<readonly [Page, Page]> {
  const say = wordsOf(language)
  const [ana, ben] = desk.people
  assert.ok(ana && ben)
  const pages = [await desk.open(ana, { language }), await desk.open(ben, { language })] as const
  for (const page of pages) {
    const views = page.getByRole('navigation', { name: say('inbox:views.label') })
    await views.getByRole('link', { name: new RegExp(`^${say('inbox:views.waiting')}`) }).click()
  }
  return pages
}

/** A customer asks, and waits. */
async function askIn(desk: Desk, name: string, question: string) {
  await desk.system.customer(name, { name }).sendText(question)
  const [conversation] = await desk.waiting(1)
  assert.ok(conversation)
  return conversation
}

async function open(page: Page, name: string): Promise<void> {
  await page.locator('[data-index]').getByText(name, { exact: true }).click()
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
}

/** Perhaps only for those who hear it: who looks on is a small picture to all others. */
async function said(page: Page, text: string): Promise<void> {
  await page.getByText(text).first().waitFor({ state: 'attached' })
}

function answersTo({ system }: Desk, address: string): string[] {
  return system.chat(address).messages.flatMap(({ direction, text }) => (direction === 'out' ? [text] : []))
}

async function repliesIn(client: Client, id: string): Promise<string[]> {
  const { data } = await client.call(listMessages, { params: { id }, query: {} })
  return data.toReversed().flatMap(({ author, isNote, text }) => (author.type === 'member' && !isNote ? [text] : []))
}

/** Which of the texts are shown, from top to bottom. */
async function inOrder(page: Page, texts: readonly string[]): Promise<string[]> {
  const shown = (await page.locator('[data-thread]').textContent()) ?? ''
  return texts.filter((text) => shown.includes(text)).toSorted((a, b) => shown.indexOf(a) - shown.indexOf(b))
}

/** Whom it was ever given to. */
async function assignedIn(client: Client, subjectId: string): Promise<string[]> {
  const { data } = await client.call(listEvents, { query: { subjectId, limit: 200 } })
  return data.flatMap((event) => (event.type === 'conversation.assigned' ? [String(event.data.agentId)] : []))
}
