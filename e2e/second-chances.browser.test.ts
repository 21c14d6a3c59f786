/** What can be taken back, and what can be tried again. */
import { test } from 'node:test'
import { postChannel } from '@fairlead/sdk'
import { startExampleSystem } from '../scripts/emulators/example-system.ts'
import { startTwilioEmulator } from '../scripts/emulators/twilio.ts'
import { startStandIn } from '../server/src/testing/stand-in.ts'
import { launchBrowser, logIn, picture } from './stage/browser.ts'
import { openChannelStage, png } from './stage/channel.ts'
import { becomes } from './stage/server.ts'
import { connectSystem } from './stage/workspace.ts'

const accountSid = 'AC0123456789abcdef0123456789abcdef'
const authToken = '0f1e2d3c4b5a69788796a5b4c3d2e1f0'
const secondToken = 'ffffffffffffffffffffffffffffffff'
const own = '+12065550123'

test('a manager removes a secret that the channel can do without', async () => {
  const twilio = await startTwilioEmulator({ accountSid, authToken, numbers: [{ number: own }] })
  await using stage = await openChannelStage(twilio, ({ url }) => ({ FAIRLEAD_TWILIO_URL: url }))
  const { server, owner } = stage
  await owner.client.call(postChannel, {
    body: {
      ...{ type: 'sms', name: 'Text messages', settings: { accountSid, number: own } },
      secrets: { authToken, secondaryToken: secondToken },
    },
  })
  await using stack = new AsyncDisposableStack()
  const browser = await launchBrowser()
  stack.defer(() => browser.close())
  const manager = await logIn(browser, server.url, owner)
  await manager.getByRole('link', { name: 'Settings' }).click()
  await manager.getByRole('link', { name: 'Channels', exact: true }).click()
  await manager.getByRole('link', { name: /Text messages/ }).click()
  await manager.getByText('Secondary auth token').first().waitFor()
  await picture(manager, 'secret-optional')
  await manager.getByRole('button', { name: 'Remove Secondary auth token' }).click()
  await picture(manager, 'secret-remove')
  await manager.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await manager.getByText('Removed.').waitFor()
})

test('an agent reads why a customer’s file is not there, and has it fetched again where that may help', async () => {
  let isMended = false
  await using files = await startStandIn(({ path }) => {
    if (path === '/gone.png') return { status: 410 }
    return isMended
      ? { body: png, headers: { 'content-type': 'image/png' } }
      : { status: 302, headers: { location: path } }
  })
  const system = await startExampleSystem({})
  await using stage = await openChannelStage(system, () => ({}))
  const { server, owner, ana, team } = stage
  await connectSystem(owner, team.id, system)
  const contact = { address: 'mara-1', name: 'Mara Muster' }
  for (const name of ['gone.png', 'part.png']) {
    const attachments = [{ url: `${files.url}/${name}`, name, type: 'image/png' }]
    await system.deliver({ type: 'message', id: name, contact, text: `This is ${name}`, attachments })
  }

  await using stack = new AsyncDisposableStack()
  const browser = await launchBrowser()
  stack.defer(() => browser.close())
  const agent = await logIn(browser, server.url, ana)
  await agent.getByText('Mara Muster').first().click()
  await agent.getByText('The provider does not have it any more').waitFor()
  await agent.getByText('Could not be fetched').waitFor()
  await picture(agent, 'file-problems')
  const again = agent.getByRole('button', { name: 'Try again' })
  await becomes(() => again.count(), 1)

  isMended = true
  await again.click()
  await agent.getByRole('img', { name: 'Image part.png' }).waitFor()
  await becomes(() => again.count(), 0)
})
