import { sql } from 'kysely'
import type { GraphEmulator } from '../../../scripts/emulators/graph.ts'
import { openSecrets } from '../channels/account.ts'
import { editChannel } from '../channels/connect.ts'
import { type Reply, reply } from '../conversations/reply.ts'
import { newId } from '../db/id.ts'
import { deliverConversation } from '../messages/deliver.ts'
import type { Providers } from '../providers/providers.ts'
import { quiet, type TestApp } from './app.ts'
import { accountId } from './inbound.ts'
import { allMessages, onlyConversation, type Scene, secrets, setScene } from './scene.ts'

/** Mara's number. */
export const phone = '447700900001'

/** Where a talk takes place: the server at `url`, and the emulator of its provider. */
export type Surroundings = Readonly<{ app: TestApp; url: string; graph: GraphEmulator; providers: Providers }>

/** A customer has written to a new workspace's number, and Ana answers. */
export async function beginTalk({ app, url, graph, providers }: Surroundings) {
  const scene = await setScene(app.database)
  const { workspaceId, whatsapp } = scene
  const open = await readSecrets(app, scene)
  const webhookUrl = `${url}/webhooks/whatsapp/${whatsapp.channelId}`
  await graph.connect({ phoneNumberId: accountId, webhookUrl, verifyToken: String(open.verifyToken) })
  await graph.customer(phone, { name: 'Mara Muster' }).sendText('Hello')
  await app.queues.settled()
  const { id } = await onlyConversation(scene)
  const { db } = app.database

  return {
    scene,
    async say(words: Partial<Reply>): Promise<string> {
      const author = scene.agents[0]!
      const [message] = await app.database.transact((tx) =>
        reply(tx, { workspaceId, id, author, text: '', attachmentIds: [], ...words }),
      )
      return message!.id
    },
    deliver: (receiptWaitMs?: number) =>
      deliverConversation(app.database, providers, quiet, { workspaceId, id }, receiptWaitMs),
    async written() {
      return (await allMessages(scene)).filter(({ author }) => author.type === 'member')
    },
    async states() {
      return (await this.written()).map(({ state }) => state)
    },
    async providerIds() {
      const rows = await db
        .selectFrom('message')
        .select('provider_id')
        .where('workspace_id', '=', workspaceId)
        .where('author_type', '=', 'member')
        .orderBy('id')
        .execute()
      return rows.map(({ provider_id }) => provider_id)
    },
    async nextTryIn() {
      const { rows } = await sql<{ at: Date | null }>`
        SELECT max(next_try_at) AS at FROM message WHERE workspace_id = ${workspaceId}`.execute(db)
      return rows[0]?.at ? rows[0].at.getTime() - Date.now() : null
    },
    async nextJobIn() {
      const { rows } = await sql<{ at: Date }>`
        SELECT run_at AS at FROM graphile_worker.jobs WHERE key = ${`deliver:${id}`}`.execute(db)
      return rows[0] ? rows[0].at.getTime() - Date.now() : null
    },
    async skipWaiting() {
      await sql`UPDATE message SET next_try_at = now() WHERE workspace_id = ${workspaceId}`.execute(db)
    },
    async channelStatus() {
      const row = await db
        .selectFrom('channel')
        .select('status')
        .where('id', '=', whatsapp.channelId)
        .executeTakeFirst()
      return row?.status
    },
    editChannel(edit: Parameters<typeof editChannel>[3]) {
      const context = {
        workspaceId,
        actor: { type: 'member', id: scene.owner.memberId } as const,
        secrets,
        publicUrl: '',
      }
      return app.database.transact((tx) => editChannel(tx, context, whatsapp.channelId, edit))
    },
    async upload(bytes: Buffer, type: string): Promise<string> {
      const attachment = newId()
      await providers.storage.write(workspaceId, attachment, toChunks(bytes), 1e6)
      await db
        .insertInto('attachment')
        .values({
          workspace_id: workspaceId,
          id: attachment,
          message_id: null,
          uploaded_by: scene.agents[0]!.memberId,
          name: 'picture.png',
          type,
          size: bytes.length,
          state: 'stored',
          media_id: null,
        })
        .execute()
      return attachment
    },
  }
}

async function readSecrets(app: TestApp, { whatsapp }: Scene) {
  const row = await app.database.db
    .selectFrom('channel')
    .select('secrets')
    .where('id', '=', whatsapp.channelId)
    .executeTakeFirstOrThrow()
  return openSecrets(secrets, whatsapp.channelId, row.secrets)
}

async function* toChunks(bytes: Buffer) {
  yield bytes
}
