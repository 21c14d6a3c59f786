import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listContacts, listConversations, postChannel } from '@fairlead/sdk'
import { startGraphEmulator } from '../scripts/emulators/graph.ts'
import { startTwilioEmulator } from '../scripts/emulators/twilio.ts'
import { createTestDatabase } from '../server/src/db/testing.ts'
import { launchBrowser, logIn, picture } from './stage/browser.ts'
import { becomes, eventually, makeDataDir, startServer } from './stage/server.ts'
import { connectWhatsapp, goOnline, makeTeam, meta, setUp } from './stage/workspace.ts'

const twilioAccount = {
  accountSid: 'AC0123456789abcdef0123456789abcdef',
  authToken: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
}
const own = '+12065550123'
// The same phone: WhatsApp has it as it was before Brazil's numbers grew.
const waId = '551187654321'
const number = '+5511987654321'

test('who writes by WhatsApp and by text message is suggested, made one contact, and made two again', async () => {
  await using stage = await openStage()
  const { graph, twilio, server, owner, browser } = stage
  await goOnline(owner)
  const team = await makeTeam(owner, [owner])
  const whatsapp = await connectWhatsapp(owner, team.id)
  assert.ok(whatsapp.type === 'whatsapp' && whatsapp.webhookUrl && whatsapp.verifyToken)
  await graph.connect({ ...meta, webhookUrl: whatsapp.webhookUrl, verifyToken: whatsapp.verifyToken })
  const sms = await owner.client.call(postChannel, {
    body: {
      ...{ type: 'sms', name: 'Text messages', teamId: team.id },
      settings: { accountSid: twilioAccount.accountSid, number: own },
      secrets: { authToken: twilioAccount.authToken },
    },
  })
  assert.ok(sms.type === 'sms' && sms.webhookUrl)
  twilio.connect({ number: own, webhookUrl: sms.webhookUrl })

  const mara = graph.customer(waId, { name: 'Mara Muster', phoneNumberId: meta.phoneNumberId })
  await mara.sendText('Do you ship to Ilhabela?')
  const agent = await logIn(browser, server.url, owner)
  await agent.getByText('Do you ship to Ilhabela?').first().click()
  const details = agent.getByRole('complementary', { name: 'Details' })
  await details.getByText(`${waId} · WhatsApp · verified`).waitFor()
  await details.getByText(number, { exact: true }).waitFor()

  // It shows while the agent looks on, and nothing is merged by itself.
  await twilio.customer(number).sendText('It is me again, from my other phone')
  const suggestion = details.getByText('May be the same person: same phone number')
  await suggestion.waitFor()
  await picture(agent, 'identity-suggested')
  assert.equal((await contacts()).length, 2)

  await details.getByRole('button', { name: 'Compare and merge' }).click()
  const dialog = agent.getByRole('dialog')
  await dialog.getByText('All of both.').waitFor()
  await picture(agent, 'identity-preview')
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click()
  await details.getByText('Text messages · verified').waitFor()
  await details.getByText('Taken in', { exact: true }).waitFor()
  await picture(agent, 'identity-merged')
  await suggestion.waitFor({ state: 'detached' })
  const [merged, ...others] = await contacts()
  assert.deepEqual([merged?.name, others], ['Mara Muster', []])
  assert.deepEqual(new Set(await writers()), new Set([merged?.id]))

  await details.getByRole('button', { name: `Take out again: ${number}` }).click()
  await agent.getByRole('dialog').getByRole('button', { name: 'Take out again' }).click()
  await agent.getByText(`${number} is a contact of their own again.`).waitFor()
  await details.getByText('Taken in', { exact: true }).waitFor({ state: 'detached' })
  assert.equal((await contacts()).length, 2)
  assert.equal(new Set(await writers()).size, 2)
  // Who was taken out is somebody else: that was said.
  await becomes(() => suggestion.count(), 0)

  async function contacts() {
    return (await owner.client.call(listContacts, { query: {} })).data
  }

  async function writers() {
    const { data } = await eventually(
      () => owner.client.call(listConversations, { query: { view: 'mine' } }),
      ({ data }) => data.length === 2,
    )
    return data.map(({ contact }) => contact.id)
  }
})

async function openStage() {
  await using opening = new AsyncDisposableStack()
  const database = opening.use(await createTestDatabase())
  const folder = await makeDataDir()
  opening.defer(() => folder.remove())
  const graph = await startGraphEmulator({ appSecret: meta.appSecret, accessToken: meta.accessToken })
  opening.defer(() => graph.stop())
  const twilio = await startTwilioEmulator({
    ...twilioAccount,
    numbers: [{ number: own, friendlyName: 'Example Shop' }],
  })
  opening.defer(() => twilio.stop())
  const server = await startServer({
    DATABASE_URL: database.url,
    FAIRLEAD_DATA_DIR: folder.path,
    FAIRLEAD_META_URL: graph.url,
    FAIRLEAD_TWILIO_URL: twilio.url,
  })
  opening.defer(async () => assert.equal(await server.stop(), 0))
  const owner = await setUp(server.url)
  const browser = await launchBrowser()
  opening.defer(() => browser.close())
  const stack = opening.move()
  return { graph, twilio, server, owner, browser, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}
