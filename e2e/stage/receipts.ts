import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { type ChannelType, listConversations, listMessages } from '@fairlead/sdk'
import type { Locator, Page } from 'playwright-core'
import { channels } from '../../server/src/channels/list.ts'
import { launchBrowser, logIn, phone, picture } from './browser.ts'
import { openChannelStage } from './channel.ts'
import type { Counterpart, Receipt, Trouble } from './counterparts/counterpart.ts'
import { openCounterparts } from './counterparts/list.ts'
import { eventually } from './server.ts'

const receipts = ['delivered', 'read'] as const satisfies readonly Receipt[]
const words = { sent: 'Sent', delivered: 'Delivered', read: 'Read' } as const

/** The types that people have an app for; the rest are seen in a test of their own, beside this one. */
export const messengers: readonly ChannelType[] = ['messenger', 'instagram', 'tiktok', 'line', 'whatsapp', 'telegram']

/** Ana is given a customer on each of these types of channel, answers in the app, and sees of it what the channel tells. */
export async function seeReceipts(t: TestContext, types: readonly ChannelType[]): Promise<void> {
  const counterparts = await openCounterparts(types)
  await using stage = await openChannelStage(counterparts, ({ environment }) => environment)
  const { server, owner, ana, team } = stage
  await using stack = new AsyncDisposableStack()
  const browser = await launchBrowser()
  stack.defer(() => browser.close())
  const { all } = counterparts
  const connected = { owner, team, browser, url: server.url }
  const [agent] = await Promise.all([
    logIn(browser, server.url, ana),
    ...all.map((counterpart) => counterpart.connect(connected)),
  ])

  for (const counterpart of all) {
    const { type, trouble } = counterpart
    await t.test(`${type}: a talk both ways`, () => talk(agent, counterpart))
    if (trouble === undefined) continue
    await t.test(`${type}: what was not sent says why, and is sent again`, () => retry(agent, counterpart, trouble))
  }

  await t.test('a phone shows the same', async () => {
    const hand = await logIn(browser, server.url, ana, phone)
    for (const type of types.slice(-2)) {
      const row = hand.getByRole('link').filter({ hasText: `(${type})` })
      await row.click()
      await expectMark(hand, answerOn(type), lastTold(type))
      await picture(hand, `receipts-phone-${type}`)
      await hand.goBack()
    }
  })

  await t.test('the engine gave her every one of them, and none says more than it was told by then', async () => {
    const { data } = await ana.client.call(listConversations, { query: { view: 'mine' } })
    assert.deepEqual(new Set(data.map(({ channelType }) => channelType)), new Set(types))
    assert.deepEqual([...new Set(data.map(({ assignedBy }) => assignedBy))], ['engine'])
    for (const { id, channelType } of data) {
      const messages = await ana.client.call(listMessages, { params: { id }, query: {} })
      const answer = messages.data.find(({ text }) => text === answerOn(channelType))
      assert.equal(answer?.state, lastTold(channelType), channelType)
    }
  })
  assert.ok(!/"level":(50|60)/.test(server.output()), server.output())
}

/** The customer asks, she answers, what becomes of it is shown step by step, and the customer has the last word. */
async function talk(agent: Page, counterpart: Counterpart): Promise<void> {
  const { type, ask, heard, tell } = counterpart
  const told = toldBy(type)
  const [question, answer, thanks] = [`Do you ship to Åland? (${type})`, answerOn(type), thanksOn(type)]

  await ask(question)
  await agent.getByRole('link').filter({ hasText: question }).click()
  await agent.getByRole('article').filter({ hasText: question }).waitFor()
  await agent.getByText(/^Assigned to Ana Alvarez\./).waitFor()
  await send(agent, answer)
  await expectMark(agent, answer, 'sent')
  await eventually(
    () => heard(answer),
    (times) => times === 1,
  )

  for (const receipt of told) {
    await tell[receipt]?.()
    await expectMark(agent, answer, receipt)
  }
  assert.deepEqual(Object.keys(tell), told, 'what it declares can be made to come')

  // Whatever was told before this has been heard by now.
  await ask(thanks)
  await agent.getByRole('article').filter({ hasText: thanks }).waitFor()
  await expectMark(agent, answer, lastTold(type))
  await picture(agent, `receipts-${type}`)
}

async function retry(agent: Page, { type, heard }: Counterpart, trouble: Trouble): Promise<void> {
  const offer = `Shall I send one? (${type})`
  const bubble = agent.getByRole('article').filter({ hasText: offer })

  trouble.begin()
  await send(agent, offer)
  const failure = bubble.getByRole('alert')
  await failure.getByText(`Not sent – ${trouble.reason}`).waitFor()
  await failure.getByText(trouble.detail).waitFor()
  assert.equal(await heard(offer), 0)
  await picture(agent, `receipts-${type}-failed`)

  trouble.end()
  await failure.getByRole('button', { name: 'Try again' }).click()
  await expectMark(agent, offer, 'sent')
  await failure.waitFor({ state: 'detached' })
  assert.equal(await heard(offer), 1)
  await picture(agent, `receipts-${type}-sent-again`)
}

async function send(agent: Page, text: string): Promise<void> {
  const composer = agent.getByRole('textbox', { name: 'Reply' })
  await composer.fill(text)
  await composer.press('Enter')
}

/** By its name for those who hear it, by the same as a tooltip, and no other mark beside it. */
async function expectMark(agent: Page, text: string, state: keyof typeof words): Promise<void> {
  const mark = markOf(agent, text)
  await mark.and(agent.getByLabel(words[state], { exact: true })).waitFor()
  assert.equal(await mark.count(), 1)
  assert.equal(await mark.locator('..').getAttribute('title'), words[state])
}

function markOf(page: Page, text: string): Locator {
  return page.getByRole('article').filter({ hasText: text }).locator('footer').getByRole('img')
}

/** What an adapter declares to hear of, in the order in which it happens. */
function toldBy(type: ChannelType): readonly Receipt[] {
  const { receives } = channels[type].capabilities
  return receipts.filter((receipt) => receives.includes(receipt))
}

function lastTold(type: ChannelType): Receipt | 'sent' {
  return toldBy(type).at(-1) ?? 'sent'
}

function answerOn(type: string): string {
  return `Yes, by ferry, twice a week. (${type})`
}

function thanksOn(type: string): string {
  return `Thank you! (${type})`
}
