import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Conversation, listContacts, listConversations, listMacros, patchWorkspace } from '@fairlead/sdk'
import type { Page } from 'playwright-core'
import { launchBrowser, logIn, picture } from './stage/browser.ts'
import { eventually } from './stage/server.ts'
import { openWhatsappStage } from './stage/whatsapp.ts'
import { goOnline, makeTeam, meta, type Person } from './stage/workspace.ts'

test('a manager says what is asked; it is filled in, done by a macro, and closed with a reason', async () => {
  await using stage = await openStage()
  const { url, owner, browser } = stage
  const page = await logIn(browser, url, owner)
  await page.getByText('Mara Muster').first().waitFor()

  await page.goto(`${url}/settings/fields`)
  await addField(page, 'contacts', { name: 'Customer number', type: 'Text, one line' })
  await addField(page, 'contacts', { name: 'Plan', type: 'Choice of one', options: 'Starter\nBusiness' })
  await addField(page, 'contacts', { name: 'Interests', type: 'Choice of several', options: 'Ropes\nSails\nPaint' })
  await addField(page, 'contacts', { name: 'Newsletter', type: 'Yes or no' })
  await addField(page, 'contacts', { name: 'Website', type: 'Link' })
  await addField(page, 'contacts', { name: 'Remarks', type: 'Text, several lines' })
  await addField(page, 'conversations', { name: 'Order value', type: 'Number' })
  await addField(page, 'conversations', { name: 'Delivered on', type: 'Date' })
  await page.getByRole('button', { name: 'Move Plan up' }).click()
  await page.getByText('Plan is now number 1 of 6.').waitFor({ state: 'attached' })
  await picture(page, 'fields')

  await page.goto(`${url}/settings/closing`)
  await page.getByText('No category yet').waitFor()
  await picture(page, 'closing-empty')
  for (const name of ['Order', 'Return', 'Question']) {
    await page.getByRole('button', { name: 'Add a category' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill(name)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('list', { name: 'Categories' }).getByText(name, { exact: true }).waitFor()
  }
  await page.getByLabel('A category has to be chosen').check()
  await page.getByText('Saved.', { exact: true }).waitFor()
  await picture(page, 'closing')

  await page.goto(`${url}/settings/macros`)
  await page.getByText('No macros yet').waitFor()
  await picture(page, 'macros-empty')
  await page.getByRole('button', { name: 'New macro' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Thank and tag')
  await addStep(page, 'Send a reply')
  await page.getByLabel('Text', { exact: true }).fill('Thank you, ')
  await page.getByRole('button', { name: 'Insert contact.first_name' }).click()
  await addStep(page, 'Add tags')
  await page.getByPlaceholder('Tags').fill('thanked')
  await page.keyboard.press('Enter')
  await picture(page, 'macro-dialog')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Send a reply · Add tags').waitFor()
  await picture(page, 'macros')

  const conversation = await conversationWith(owner, 'Mara Muster')
  await page.goto(`${url}/inbox/all/${conversation.id}`)
  const details = page.getByRole('complementary', { name: 'Details' })
  await details.getByLabel('Customer number').fill('A-4711')
  await page.keyboard.press('Enter')
  await details.getByRole('combobox', { name: 'Plan' }).click()
  await page.getByRole('option', { name: 'Business' }).click()
  await details.getByLabel('Website').fill('muster.example')
  await page.keyboard.press('Enter')
  await details.getByLabel('Order value').fill('many')
  await page.keyboard.press('Enter')
  await details.getByText('Enter a number.').waitFor()
  await details.getByLabel('Order value').fill('129,90')
  await page.keyboard.press('Enter')
  const { fields } = await eventually(
    () => conversationWith(owner, 'Mara Muster'),
    (now) => Object.keys(now.fields).length === 1,
  )
  assert.deepEqual(fields, { order_value: 129.9 })
  const [contact] = await eventually(
    async () => (await owner.client.call(listContacts, { query: { q: 'Mara' } })).data,
    ([mara]) => Object.keys(mara?.fields ?? {}).length === 3,
  )
  assert.deepEqual(contact?.fields, { plan: 'Business', customer_number: 'A-4711', website: 'https://muster.example' })

  await details.getByRole('button', { name: 'Add a note' }).click()
  await page.keyboard.type('Prefers to be called in the afternoon')
  await page.keyboard.press('Control+Enter')
  await details.getByText('Prefers to be called in the afternoon').waitFor()
  await picture(page, 'details')

  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Thank and tag' }).click()
  await page.getByText('Thank you, Mara').first().waitFor()
  await eventually(
    () => conversationWith(owner, 'Mara Muster'),
    ({ tags }) => tags.includes('thanked'),
  )

  await page.locator('[data-index] a').first().focus()
  await page.keyboard.press('e')
  const dialog = page.getByRole('dialog', { name: /Close the conversation/ })
  await dialog.waitFor()
  await dialog.getByRole('button', { name: 'Close', exact: true }).click()
  await dialog.getByText('Choose what it was about.').waitFor()
  await dialog.getByText('Return', { exact: true }).click()
  await dialog.getByLabel('How did it end?').fill('Sends the shoes back.')
  await picture(page, 'closing-dialog')
  await page.keyboard.press('Control+Enter')
  await dialog.waitFor({ state: 'hidden' })

  await page.goto(`${url}/inbox/closed/${conversation.id}`)
  await page.getByText('Sends the shoes back.').first().waitFor()
  await details.getByText('Closed as').waitFor()
  await picture(page, 'closed')

  await details.getByRole('button', { name: 'Other conversations' }).click()
  await page.reload()
  await details.getByRole('button', { name: 'Other conversations', expanded: false }).waitFor()

  await page.goto(`${url}/contacts`)
  await page.getByRole('link', { name: /Mara Muster/ }).waitFor()
  await picture(page, 'contacts')
  await page.getByRole('searchbox', { name: 'Search contacts' }).fill('nobody at all')
  await page.getByText('Nobody found').waitFor()
  await page.getByRole('searchbox', { name: 'Search contacts' }).fill('Mara')
  await page.getByRole('link', { name: /Mara Muster/ }).click()
  await page.getByRole('heading', { name: 'Mara Muster', level: 1 }).waitFor()
  await page.getByText('Prefers to be called in the afternoon').waitFor()
  await picture(page, 'contact')
  await page.goto(`${url}/contacts`)
  await page.getByRole('button', { name: 'New contact' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Nora Novel')
  await picture(page, 'contact-new')
  await page.getByRole('button', { name: 'Make the contact' }).click()
  await page.getByRole('heading', { name: 'Nora Novel', level: 1 }).waitFor()

  assert.equal((await owner.client.call(listMacros, {})).data.length, 1)
})

test('where nothing has to be said, a key closes at once', async () => {
  await using stage = await openStage()
  const { url, owner, browser } = stage
  await owner.client.call(patchWorkspace, {
    body: { closing: { isCategoryRequired: true, isSummaryRequired: false } },
  })
  const { id } = await conversationWith(owner, 'Mara Muster')
  const page = await logIn(browser, url, owner)
  await page.getByRole('navigation', { name: 'Main' }).waitFor()
  await page.goto(`${url}/inbox/all/${id}`)
  await page.getByRole('complementary', { name: 'Details' }).waitFor()
  await page.locator('[data-index] a').first().focus()
  await page.keyboard.press('e')
  await eventually(
    () => conversationWith(owner, 'Mara Muster'),
    ({ status }) => status === 'closed',
  )
})

type Stage = Readonly<{ url: string; owner: Person; browser: Awaited<ReturnType<typeof launchBrowser>> }>

async function conversationWith({ client }: Person, name: string): Promise<Conversation> {
  for (const view of ['all', 'closed'] as const) {
    const { data } = await client.call(listConversations, { query: { view } })
    const found = data.find(({ contact }) => contact.name === name)
    if (found) return found
  }
  throw new Error(`no conversation with ${name}`)
}

async function addField(
  page: Page,
  subject: 'contacts' | 'conversations',
  { name, type, options }: Readonly<{ name: string; type: string; options?: string }>,
): Promise<void> {
  await page.getByRole('button', { name: `Add a field for ${subject}` }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('combobox', { name: 'What stands in it' }).click()
  await page.getByRole('option', { name: type }).click()
  if (options !== undefined) await dialog.getByLabel('Options').fill(options)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page
    .getByRole('list', { name: `Of ${subject}` })
    .getByText(name, { exact: true })
    .waitFor()
}

async function addStep(page: Page, what: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a step' }).click()
  await page.getByRole('menuitem', { name: what }).click()
}

async function openStage(): Promise<Stage & AsyncDisposable> {
  await using opened = new AsyncDisposableStack()
  const { graph, server, owner, connect } = opened.use(await openWhatsappStage())
  const browser = await launchBrowser()
  opened.defer(() => browser.close())

  await goOnline(owner)
  await connect(await makeTeam(owner, [owner]))
  for (const [number, name] of [
    ['447700900001', 'Mara Muster'],
    ['84901000002', 'Đặng Thu Hà'],
    ['66810000003', 'สมชาย ตัวอย่าง'],
  ] as const) {
    await graph.customer(number, { name, phoneNumberId: meta.phoneNumberId }).sendText('Hello, I have a question')
  }
  const left = opened.move()
  return { url: server.url, owner, browser, [Symbol.asyncDispose]: () => left.disposeAsync() }
}
