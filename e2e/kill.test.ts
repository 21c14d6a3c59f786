import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listConversations, listMessages } from '@fairlead/sdk'
import { eventually, freePort, makeDataDir, startServer } from './stage/server.ts'
import { sendWebhook, textWebhook } from './stage/whatsapp-webhook.ts'
import { addAgent, connectWhatsapp, goOnline, makeTeam, type Person, setUp } from './stage/workspace.ts'

test('a server killed in the middle of a load keeps every message it answered with 200, each once', async () => {
  const folder = await makeDataDir()
  const port = await freePort()
  // With the database that comes along: it, too, is left behind by the kill and found again.
  const environment = { FAIRLEAD_DATA_DIR: folder.path }
  let server = await startServer(environment, { port })
  try {
    const owner = await setUp(server.url)
    const agents: Person[] = []
    for (const name of ['Ana Alvarez', 'Ben Bauer', 'Chi Chen', 'Dao Dinh', 'Eve Evans']) {
      agents.push(await addAgent(server.url, owner, name))
    }
    const team = await makeTeam(owner, agents, { agentLimit: 10 })
    const channel = await connectWhatsapp(owner, team.id)
    await Promise.all(agents.map(goOnline))

    const accepted = new Set<string>()
    const send = async (index: number) => {
      const text = `Question ${index}`
      const webhook = textWebhook({ from: `4917012${String(index).padStart(5, '0')}`, id: `wamid.${index}`, text })
      if ((await sendWebhook(server.url, channel.id, webhook)) === 200) accepted.add(text)
      if (accepted.size === 20) underWay.resolve()
      return webhook
    }
    const underWay = Promise.withResolvers<void>()
    // Ten at a time, so that some are still to come, however fast they are taken.
    const webhooks: Awaited<ReturnType<typeof send>>[] = []
    let next = 0
    const sendOn = async () => {
      while (next < 200) {
        next += 1
        webhooks.push(await send(next))
      }
    }
    const sending = Promise.all(Array.from({ length: 10 }, sendOn))
    await underWay.promise
    await server.kill()
    await sending
    const atKill = accepted.size
    assert.ok(atKill < 200, `the kill came in the middle: ${atKill} of 200 were answered`)

    server = await startServer(environment, { port })
    const kept = await readTexts(owner.client)
    for (const text of accepted) assert.equal(kept.filter((one) => one === text).length, 1, `${text} is there once`)

    // The provider sends again what was not answered, and some of what was.
    const statuses = await Promise.all(webhooks.map((webhook) => sendWebhook(server.url, channel.id, webhook)))
    assert.deepEqual(new Set(statuses), new Set([200]))
    const all = await readTexts(owner.client)
    assert.equal(all.length, 200)
    assert.equal(new Set(all).size, 200)

    const held = await eventually(
      async () => (await owner.client.call(listConversations, { query: { view: 'all', limit: 200 } })).data,
      (data) => data.filter(({ assigneeId }) => assigneeId !== null).length === 50,
    )
    for (const { memberId } of agents) {
      assert.equal(held.filter(({ assigneeId }) => assigneeId === memberId).length, 10)
    }
  } finally {
    await server.stop()
    await folder.remove()
  }
})

async function readTexts(client: Awaited<ReturnType<typeof setUp>>['client']): Promise<string[]> {
  const { data } = await client.call(listConversations, { query: { view: 'all', limit: 200 } })
  const texts: string[] = []
  for (const { id } of data) {
    const messages = await client.call(listMessages, { params: { id }, query: {} })
    texts.push(...messages.data.map(({ text }) => text))
  }
  return texts
}
