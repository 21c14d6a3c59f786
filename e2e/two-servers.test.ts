import assert from 'node:assert/strict'
import { test } from 'node:test'
import { closeConversation, countConversations, listConversations } from '@fairlead/sdk'
import { createTestDatabase } from '../server/src/db/testing.ts'
import { eventually, makeDataDir, startServer } from './stage/server.ts'
import { sendWebhook, textWebhook } from './stage/whatsapp-webhook.ts'
import { addAgent, connectWhatsapp, goOnline, makeTeam, type Person, setUp } from './stage/workspace.ts'

test('two servers give 200 conversations at once to 5 agents with limit 10: 10 each, 150 wait, and a closing hands on the oldest', async () => {
  await using database = await createTestDatabase()
  const folder = await makeDataDir()
  const environment = { DATABASE_URL: database.url, FAIRLEAD_DATA_DIR: folder.path }
  const servers = await Promise.all([startServer(environment), startServer(environment)])
  const [first, second] = servers as [(typeof servers)[0], (typeof servers)[0]]
  try {
    const owner = await setUp(first.url)
    const agents: Person[] = []
    for (const name of ['Ana Alvarez', 'Ben Bauer', 'Chi Chen', 'Dao Dinh', 'Eve Evans']) {
      agents.push(await addAgent(first.url, owner, name))
    }
    const team = await makeTeam(owner, agents, { strategy: 'least_open', agentLimit: 10 })
    const channel = await connectWhatsapp(owner, team.id)
    await Promise.all(agents.map(goOnline))

    const statuses = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        sendWebhook(
          index % 2 === 0 ? first.url : second.url,
          channel.id,
          textWebhook({
            from: `4917012${String(index).padStart(5, '0')}`,
            id: `wamid.${index}`,
            text: `Question ${index}`,
          }),
        ),
      ),
    )
    assert.deepEqual(new Set(statuses), new Set([200]))

    const counts = await eventually(
      () => owner.client.call(countConversations, {}),
      ({ all, waiting }) => all === 200 && waiting === 150,
    )
    assert.equal(counts.all - counts.waiting, 50)
    // Whatever is still going to be assigned would be by now.
    await new Promise((resolve) => setTimeout(resolve, 4000))
    const held = await owner.client.call(listConversations, { query: { view: 'all', limit: 200 } })
    const loads = agents.map(({ memberId }) => held.data.filter(({ assigneeId }) => assigneeId === memberId).length)
    assert.deepEqual(loads, [10, 10, 10, 10, 10])

    const waiting = await owner.client.call(listConversations, { query: { view: 'waiting', limit: 200 } })
    assert.equal(waiting.data.length, 150)
    const oldest = waiting.data[0]
    const closed = held.data.find(({ assigneeId }) => assigneeId === agents[2]?.memberId)
    assert.ok(oldest && closed)
    await agents[2]?.client.call(closeConversation, { params: { id: closed.id } })
    const after = await eventually(
      () => owner.client.call(listConversations, { query: { view: 'waiting', limit: 200 } }),
      ({ data }) => data.length === 149,
    )
    assert.ok(!after.data.some(({ id }) => id === oldest.id), 'the oldest was assigned')
  } finally {
    const codes = await Promise.all(servers.map((server) => server.stop()))
    await folder.remove()
    assert.deepEqual(codes, [0, 0])
  }
})
