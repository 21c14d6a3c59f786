import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type StandIns, startStandIns } from './stand-ins.ts'
import { openStartPage } from './start-page.ts'

let standIns: StandIns
let page: Awaited<ReturnType<typeof openStartPage>>

before(async () => {
  standIns = await startStandIns(0)
  page = await openStartPage(standIns, 0)
})

after(async () => {
  await page[Symbol.asyncDispose]()
  await standIns.stop()
})

test('every stand-in has a page to write as a customer, and is found by the start page', async () => {
  const start = await (await fetch(page.url)).text()
  for (const { name, url } of standIns.all) {
    assert.match(await (await fetch(`${url}/`)).text(), /Write as the customer/, name)
    assert.ok(start.includes(`href="${url}/"`), name)
  }
  assert.equal(new Set(Object.values(standIns.environment)).size, Object.keys(standIns.environment).length)
})

test('is given what Fairlead shows, and says when it is refused', async () => {
  const connect = (body: object) =>
    fetch(`${page.url}/connect`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const nowhere = 'http://127.0.0.1:9/webhooks/x/1'
  const system = { name: 'Another system (API)', webhookUrl: nowhere, signingSecret: 'secret' }
  assert.deepEqual(await (await connect(system)).json(), { connected: true })
  assert.equal((await connect({ name: 'SMS (Twilio)', webhookUrl: nowhere })).status, 200)
  assert.equal((await connect({ name: 'SMS (Twilio)' })).status, 400)
  assert.equal((await connect({ name: 'Messenger', webhookUrl: nowhere, verifyToken: 'x' })).status, 400)
  assert.equal((await connect({ name: 'Pigeons' })).status, 404)
  assert.equal((await fetch(`${page.url}/connect`, { method: 'POST', body: '{}' })).status, 415)
})

test('Graph has one address for all of its products', async () => {
  const graph = standIns.environment.FAIRLEAD_META_URL
  const errorOf = async (id: string) => {
    const response = await fetch(`${graph}/v25.0/${id}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    return JSON.parse(await response.text()).error.code
  }
  for (const standIn of standIns.all.slice(0, 3)) {
    const { phoneNumberId, pageId, accountId } = standIn.enter
    assert.equal(await errorOf(phoneNumberId ?? pageId ?? accountId ?? ''), 190, standIn.name)
  }
})
