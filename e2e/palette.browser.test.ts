/** The palette leads to what is not on the screen, and remembers where one went. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { closeConversation, listConversations, postSnippet, preferences, putPreferences } from '@fairlead/sdk'
import { launchBrowser, logIn, picture } from './stage/browser.ts'
import { eventually } from './stage/server.ts'
import { openWhatsappStage } from './stage/whatsapp.ts'
import { wordsOf } from './stage/words.ts'
import { addAgent, goOnline, makeTeam, meta } from './stage/workspace.ts'

test('finds a conversation by its number though it is closed, puts in a snippet, leads to every setting, and has the last ones first', async () => {
  await using stage = await openWhatsappStage()
  const { graph, server, owner } = stage
  const ana = await addAgent(server.url, owner, 'Ana Alvarez')
  await stage.connect(await makeTeam(owner, [ana]))
  await goOnline(ana)
  await ana.client.call(putPreferences, { body: preferences.parse({ language: 'it' }) })
  const write = (phone: string, name: string) =>
    graph.customer(phone, { name, phoneNumberId: meta.phoneNumberId }).sendText(`Hello, this is ${name}`)
  const mine = async () => (await ana.client.call(listConversations, { query: { view: 'mine' } })).data
  await write('447700900001', 'Mara Muster')
  const [old] = await eventually(mine, ({ length }) => length === 1)
  await ana.client.call(closeConversation, { params: { id: old!.id } })
  await write('447700900002', 'Nora Nord')
  const [open] = await eventually(mine, ({ length }) => length === 1)
  await owner.client.call(postSnippet, {
    body: {
      ...{ scope: 'everybody', shortcut: 'hours', name: 'Opening hours' },
      text: 'Dear {{contact.name}}, we open at nine.',
    },
  })

  await using stack = new AsyncDisposableStack()
  const browser = await launchBrowser()
  stack.defer(() => browser.close())
  const say = wordsOf('it')
  const page = await logIn(browser, server.url, ana, { width: 1440, height: 900, language: 'it' })
  page.setDefaultTimeout(40_000)
  await page.getByText('this is Nora Nord').first().waitFor()
  const option = (name: string | RegExp) => page.getByRole('option', { name })
  const look = async (text: string) => {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: say('commands:palette.title') }).fill(text)
  }

  await look(`#${old!.number}`)
  await option(say('commands:palette.conversation', { number: old!.number, name: 'Mara Muster' })).waitFor()
  await picture(page, 'palette-number')
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname.endsWith(old!.id))
  await page.getByText('this is Mara Muster').first().waitFor()

  await look('nora nord')
  await option(/Nora Nord/)
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname.endsWith(open!.id))
  const field = page.getByRole('textbox', { name: say('inbox:composer.reply') })
  await field.waitFor()
  await look(say('commands:snippet'))
  await page.keyboard.press('Enter')
  await option(/Opening hours/).waitFor()
  await page.keyboard.press('Enter')
  await eventually(
    () => field.inputValue(),
    (text) => text === 'Dear Nora Nord, we open at nine.',
  )

  await page.keyboard.press('Control+k')
  await page.getByText(say('commands:groups.recent'), { exact: true }).waitFor()
  const first = await page.getByRole('option').allTextContents()
  assert.match(first[0] ?? '', new RegExp(say('commands:snippet')))
  assert.match(first[1] ?? '', /Nora Nord/)
  assert.match(first[2] ?? '', /Mara Muster/)
  await picture(page, 'palette-recent')
  await page.getByRole('combobox', { name: say('commands:palette.title') }).fill(say('settings:pages.tags'))
  await option(say('commands:go.settings', { name: say('settings:pages.tags') })).click()
  await page.waitForURL((url) => url.pathname === '/settings/tags')
})
