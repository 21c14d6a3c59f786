/** What was written and did not arrive is seen by whoever wrote it, wherever they are in the app by then. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  closeConversation,
  getConversation,
  listConversations,
  postMessage,
  postScheduledMessage,
  preferences,
  putAssignment,
  putPreferences,
  retryMessage,
} from '@fairlead/sdk'
import { launchBrowser, logIn, picture } from './stage/browser.ts'
import { eventually } from './stage/server.ts'
import { openWhatsappStage } from './stage/whatsapp.ts'
import { wordsOf } from './stage/words.ts'
import { addAgent, goOnline, makeTeam, meta } from './stage/workspace.ts'

const mara = '447700900001'
const nora = '447700900002'

test('a message that failed is seen from the list and told, in German, until it is sent again; a scheduled one as well', async () => {
  await using stage = await openWhatsappStage()
  const { graph, server, owner } = stage
  const ana = await addAgent(server.url, owner, 'Ana Alvarez')
  await stage.connect(await makeTeam(owner, [ana]))
  await goOnline(ana)
  await ana.client.call(putPreferences, { body: preferences.parse({ language: 'de' }) })
  for (const [phone, name] of [
    [mara, 'Mara Muster'],
    [nora, 'Nora Nord'],
  ] as const) {
    await graph.customer(phone, { name, phoneNumberId: meta.phoneNumberId }).sendText(`Hello, this is ${name}`)
  }
  const both = await eventually(
    async () => (await ana.client.call(listConversations, { query: { view: 'mine' } })).data,
    ({ length }) => length === 2,
  )
  const { id } = both.find(({ contact }) => contact.name === 'Mara Muster')!
  await using stack = new AsyncDisposableStack()
  const browser = await launchBrowser()
  stack.defer(() => browser.close())
  const say = wordsOf('de')
  const page = await logIn(browser, server.url, ana, { width: 1440, height: 900, language: 'de' })
  page.setDefaultTimeout(40_000)
  await page.getByText('this is Nora Nord').first().click()
  const row = page.locator('[data-index]').filter({ hasText: 'Mara Muster' })
  const mark = (state: 'failed' | 'unsent') =>
    row.getByRole('img', { name: say(`inbox:list.undelivered.${state}`), exact: true })
  const told = page.getByText(say('inbox:announce.undelivered', { name: 'Mara Muster' }))

  graph.customer(mara, { isReachable: false })
  const { data } = await ana.client.call(postMessage, { params: { id }, body: { text: 'It is on its way' } })
  await mark('failed').waitFor()
  await told.waitFor()
  await picture(page, 'undelivered')

  graph.customer(mara, { isReachable: true })
  await ana.client.call(retryMessage, { params: { id: data[0]!.id } })
  await mark('failed').waitFor({ state: 'detached' })

  // Written for later, and closed meanwhile: whoever wrote it is told, though somebody else has it by then.
  const dueAt = new Date(Date.now() + 3_000).toISOString()
  await ana.client.call(postScheduledMessage, { params: { id }, body: { message: { text: 'Did it arrive?' }, dueAt } })
  await owner.client.call(putAssignment, { params: { id }, body: { memberId: owner.memberId } })
  await owner.client.call(closeConversation, { params: { id } })
  await page.getByText('Did it arrive?').waitFor()
  assert.equal((await ana.client.call(getConversation, { params: { id } })).undelivered[0]?.state, 'unsent')
  await picture(page, 'unsent')
  await page.getByText('Did it arrive?').click()
  await page.waitForURL((url) => url.pathname.endsWith(id))
  await page.getByRole('button', { name: say('snippets:scheduled.again') }).waitFor()
  await picture(page, 'unsent-opened')
  assert.ok(!/"level":(50|60)/.test(server.output()), server.output())
})
