import type { VisitorMessage, VisitorPost } from '@fairlead/sdk'
import { postAsVisitor } from '../webchat/post.ts'
import { loadWebchat } from '../webchat/session.ts'
import type { Scene } from './scene.ts'

/** Writes as whoever has this address on the web chat. */
export async function postFrom(
  { database, webchat }: Scene,
  address: string,
  { text = '', attachmentIds = [], ...post }: Partial<VisitorPost>,
): Promise<VisitorMessage> {
  const channel = await loadWebchat(database.db, webchat.channelId)
  const visitor = { channelId: webchat.channelId, address, profile: { name: null, email: null, locale: null } }
  return database.transact((tx) =>
    postAsVisitor(tx, channel, visitor, { clientId: crypto.randomUUID(), text, attachmentIds, ...post }),
  )
}
