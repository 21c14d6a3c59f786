import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { countConversations, createClient, listEvents } from '@fairlead/sdk'
import { Database } from '../server/src/db/database.ts'
import { EmbeddedPostgres } from '../server/src/db/embedded.ts'
import { compileCache } from '../server/src/testing/compile-cache.ts'
import { findViolations } from '../server/src/testing/invariants.ts'
import { eventually, makeDataDir, startServer } from './stage/server.ts'
import { sendWebhook, textWebhook } from './stage/whatsapp-webhook.ts'
import { addAgent, connectWhatsapp, goOnline, makeTeam, setUp } from './stage/workspace.ts'

test('a backup taken while messages come in is a prefix of the log, and a server goes on from it', async () => {
  const [first, second] = [await makeDataDir(), await makeDataDir()]
  const file = join(second.path, 'backup.tar.zst')
  const target = { FAIRLEAD_DATA_DIR: join(second.path, 'data') }
  try {
    const server = await startServer({ FAIRLEAD_DATA_DIR: first.path })
    const owner = await setUp(server.url)
    const agents = [await addAgent(server.url, owner, 'Ana Alvarez'), await addAgent(server.url, owner, 'Ben Bauer')]
    const team = await makeTeam(owner, agents, { agentLimit: 20 })
    const channel = await connectWhatsapp(owner, team.id)
    await Promise.all(agents.map(goOnline))

    let isOver = false
    let sent = 0
    const send = async (lane: number) => {
      for (let index = 0; !isOver; index += 1) {
        const from = `49170${lane}${String(index % 50).padStart(6, '0')}`
        const webhook = textWebhook({ from, id: `wamid.${lane}.${index}`, text: `Question ${index}` })
        assert.equal(await sendWebhook(server.url, channel.id, webhook), 200)
        sent += 1
      }
    }
    const sending = Promise.all([1, 2, 3, 4].map(send))
    await eventually(
      () => sent,
      (count) => count > 100,
    )
    const made = await fairlead({ FAIRLEAD_DATA_DIR: first.path }, 'backup', '--to', file)
    const atEnd = sent
    await eventually(
      () => sent,
      (count) => count > atEnd + 50,
    )
    isOver = true
    await sending
    assert.equal(await server.stop(), 0)
    assert.ok(made.hasSecret && made.rows > 500 && made.missing.length === 0, JSON.stringify(made))

    const restored = await fairlead(target, 'restore', '--from', file)
    assert.equal(restored.rows, made.rows)

    const [whole, part] = [await readLog(first.path), await readLog(target.FAIRLEAD_DATA_DIR)]
    assert.deepEqual(part.violations, [])
    assert.ok(part.log.length > 200 && part.log.length < whole.log.length, `${part.log.length} of ${whole.log.length}`)
    assert.deepEqual(part.log, whole.log.slice(0, part.log.length))

    const next = await startServer(target)
    try {
      const webhook = textWebhook({ from: '491709999999', id: 'wamid.after', text: 'And after' })
      assert.equal(await sendWebhook(next.url, channel.id, webhook), 200)
      const client = createClient({ baseUrl: next.url, apiKey: owner.apiKey })
      const page = await client.call(listEvents, { query: { after: part.log.length, limit: 100 } })
      assert.equal(page.data[0]?.sequence, part.log.length + 1)
      assert.ok((await client.call(countConversations, {})).all > 0)
    } finally {
      await next.stop()
    }
  } finally {
    await Promise.all([first.remove(), second.remove()])
  }
})

async function fairlead(environment: Record<string, string>, ...argv: readonly string[]) {
  const cli = join(import.meta.dirname, '..', 'server', 'src', 'cli.ts')
  const env = { PATH: process.env.PATH, ...compileCache(), ...environment }
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...argv, '--json'], { env })
  return JSON.parse(stdout)
}

async function readLog(dataDir: string) {
  await using postgres = await EmbeddedPostgres.start({ dataDir, log: () => undefined })
  await using database = new Database(postgres.url)
  const { id } = await database.db.selectFrom('workspace').select('id').executeTakeFirstOrThrow()
  const log = await database.db.selectFrom('event').selectAll().orderBy('sequence').execute()
  return { log, violations: await findViolations(database, id) }
}
