import assert from 'node:assert/strict'
import { test } from 'node:test'
import { postNote, searchMessages } from '@fairlead/sdk'
import { launchBrowser, logIn, phone, picture } from './stage/browser.ts'
import { becomes, eventually } from './stage/server.ts'
import { openWhatsappStage } from './stage/whatsapp.ts'
import { goOnline, makeTeam, meta } from './stage/workspace.ts'

const said = [
  ['447700900001', 'Mara Muster', ['Hello, where is my order 12345?', 'Die Stornorechnung in Größe XL fehlt']],
  ['84901000002', 'Đặng Thu Hà', ['Tôi muốn đặt hàng lại đôi giày cỡ 42']],
  ['66810000003', 'สมชาย ตัวอย่าง', ['สวัสดีครับ น้ำหนักเท่าไหร่ครับ อยากสั่งซื้อรองเท้า']],
  ['393200000004', 'Orderia Esempio', ['Perché non è ancora arrivato?']],
] as const

test('what was said is found by keyboard alone, in any script, and opened where it was said', async () => {
  await using stage = await openStage()
  const { url, owner, browser } = stage
  const page = await logIn(browser, url, owner)
  await page.getByText('Mara Muster').first().waitFor()

  await page.keyboard.press('/')
  const field = page.getByLabel('Words to look for')
  await field.waitFor()
  await page.keyboard.type('order')
  await page.getByText('2 messages').waitFor()
  await becomes(() => page.locator('mark').allTextContents(), ['Order', 'order', 'order'])
  await picture(page, 'search')

  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/inbox\/all\/[\w-]+\?message=[\w-]+/)
  await page.goBack()
  await becomes(() => field.inputValue(), 'order')

  for (const [q, ...marks] of [
    ['rechnung grosse', 'rechnung', 'Größe'],
    ['dat hang', 'đặt', 'hàng'],
    ['นำหนัก', 'น้ำหนัก'],
    ['PERCHE', 'Perché'],
  ] as const) {
    await field.fill(q)
    await page.locator('mark').getByText(marks[0], { exact: true }).waitFor()
    await becomes(() => page.locator('mark').allTextContents(), marks)
  }
  await field.fill('zebra')
  await page.getByText('No message has all these words').waitFor()
  await field.fill('')
  await page.getByRole('link', { name: 'order', exact: true }).click()
  await page.getByText('2 messages').waitFor()
})

test('on a phone contacts are found, and lead to all about them', async () => {
  await using stage = await openStage()
  const page = await logIn(stage.browser, stage.url, stage.owner, phone)
  await page.getByRole('link', { name: 'Search', exact: true }).click()
  await page.getByLabel('Words to look for').fill('dang thu')
  await page.getByRole('link', { name: /Đặng Thu Hà/ }).waitFor()
  await picture(page, 'search-phone')
  const isTooWide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')
  assert.equal(isTooWide, false)
  await page.getByRole('link', { name: /Đặng Thu Hà/ }).click()
  await page.waitForURL(/\/contacts\/[\w-]+$/)
  await page.getByText('+84901000002').first().waitFor()
})

async function openStage() {
  await using opened = new AsyncDisposableStack()
  const { graph, server, owner, connect } = opened.use(await openWhatsappStage())
  const browser = await launchBrowser()
  opened.defer(() => browser.close())

  await goOnline(owner)
  await connect(await makeTeam(owner, [owner]))
  for (const [number, name, texts] of said) {
    const customer = graph.customer(number, { name, phoneNumberId: meta.phoneNumberId })
    for (const text of texts) await customer.sendText(text)
  }
  const find = async (q: string) => (await owner.client.call(searchMessages, { query: { q } })).data
  await eventually(
    async () => (await find('arrivato')).length,
    (count) => count === 1,
  )
  const [hit] = await find('stornorechnung')
  assert.ok(hit)
  await owner.client.call(postNote, {
    params: { id: hit.conversation.id },
    body: { text: 'The carrier looks for this order.' },
  })
  await eventually(
    async () => (await find('carrier')).length,
    (count) => count === 1,
  )
  const left = opened.move()
  return { url: server.url, owner, browser, [Symbol.asyncDispose]: () => left.disposeAsync() }
}
