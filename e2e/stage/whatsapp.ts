import assert from 'node:assert/strict'
import type { Team } from '@fairlead/sdk'
import { startGraphEmulator } from '../../scripts/emulators/graph.ts'
import { createTestDatabase } from '../../server/src/db/testing.ts'
import { makeDataDir, startServer } from './server.ts'
import { connectWhatsapp, meta, setUp } from './workspace.ts'

/**
 * A server whose provider is the stand-in, or, when it is split, one that only answers and one that only works. At the
 * end they must have stopped of their own accord.
 */
export async function openWhatsappStage(options: { clockOffset?: number; isSplit?: boolean } = {}) {
  await using opening = new AsyncDisposableStack()
  const database = opening.use(await createTestDatabase())
  const folder = await makeDataDir()
  opening.defer(() => folder.remove())
  const graph = await startGraphEmulator({
    appSecret: meta.appSecret,
    accessToken: meta.accessToken,
    clockOffset: options.clockOffset ?? 0,
    numbers: [{ phoneNumberId: meta.phoneNumberId, businessAccountId: meta.businessAccountId }],
  })
  opening.defer(() => graph.stop())
  const environment = { DATABASE_URL: database.url, FAIRLEAD_DATA_DIR: folder.path, FAIRLEAD_META_URL: graph.url }
  const start = async (roles: string) => {
    const server = await startServer({ ...environment, FAIRLEAD_ROLES: roles })
    opening.defer(async () => assert.equal(await server.stop(), 0))
    return server
  }
  const server = await start(options.isSplit ? 'web' : 'web,worker')
  if (options.isSplit) await start('worker')
  const owner = await setUp(server.url)
  const stack = opening.move()

  return {
    graph,
    server,
    owner,
    async connect(team: Team): Promise<void> {
      const channel = await connectWhatsapp(owner, team.id)
      assert.ok(channel.type === 'whatsapp' && channel.webhookUrl && channel.verifyToken)
      const { webhookUrl, verifyToken } = channel
      const { phoneNumberId, businessAccountId } = meta
      await graph.connect({ phoneNumberId, businessAccountId, webhookUrl, verifyToken })
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}
