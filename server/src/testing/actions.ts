import {
  assignConversations,
  type Client,
  claimConversation,
  closeConversation,
  declineConversation,
  deleteChannel,
  listSkills,
  mergeContact,
  patchChannel,
  patchContact,
  patchConversation,
  postChannel,
  postMessage,
  postNote,
  putAssignment,
  putPresence,
  readConversation,
  reopenConversation,
  retryMessage,
  snoozeConversation,
  unsnoozeConversation,
} from '@fairlead/sdk'
import type { App } from '../app.ts'
import { fetchAttachment } from '../attachments/fetch.ts'
import { Storage } from '../attachments/storage.ts'
import { markBroken } from '../channels/broken.ts'
import { deliverConversation } from '../messages/deliver.ts'
import { createGuardedFetch } from '../providers/guarded-fetch.ts'
import { readAsVisitor } from '../webchat/post.ts'
import { loadWebchat, openSession } from '../webchat/session.ts'
import { clientOf, quiet } from './app.ts'
import { besideActions } from './beside.ts'
import { inboundDeletion, inboundEdit, inboundMessage, inboundReaction, inboundStatus, mara } from './inbound.ts'
import { listActions } from './lists.ts'
import { providerUrls } from './providers.ts'
import { allConversations, allMessages, bring, type Scene, secrets } from './scene.ts'
import { settingsActions } from './settings.ts'
import { postFrom } from './visitor.ts'
import { workflowActions } from './workflows.ts'
import { writingActions } from './writing.ts'

/**
 * Everything that changes what members see, each with something chosen by `random`. Performs one at each call and
 * answers its name; what is refused throws.
 */
export async function actions(
  app: App,
  scene: Scene,
  client: Client,
  random: () => number,
): Promise<() => Promise<string>> {
  const { workspaceId, whatsapp, webchat, agents, owner } = scene
  const place = { workspaceId, channelId: whatsapp.channelId }
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!
  const chance = () => random() < 0.5
  const contacts = ['1', '2', '3', '4'].map((digit) => ({ ...mara, addresses: [`44770090000${digit}`], name: null }))
  const providers = {
    fetch: createGuardedFetch({ allowPrivateNetwork: false }),
    storage: new Storage('nowhere'),
    secrets,
    urls: providerUrls(),
    publicUrl: 'http://localhost:3000',
  }
  const known = {
    conversation: async () => {
      const conversations = await allConversations(scene)
      return { id: conversations.length === 0 ? crypto.randomUUID() : pick(conversations).id }
    },
    message: async () => {
      const messages = await allMessages(scene)
      return { id: messages.length === 0 ? crypto.randomUUID() : pick(messages).id }
    },
    providerId: async () => {
      const rows = await app.database.db
        .selectFrom('message')
        .select('provider_id')
        .where('workspace_id', '=', workspaceId)
        .where('provider_id', 'is not', null)
        .orderBy('id')
        .execute()
      return rows.length === 0 ? 'wamid.unknown' : pick(rows).provider_id!
    },
    team: async () => {
      const rows = await app.database.db
        .selectFrom('team')
        .select('id')
        .where('workspace_id', '=', workspaceId)
        .execute()
      return { id: pick(rows).id }
    },
    member: () => pick([...agents, owner]).memberId,
    word: () => `word ${Math.floor(random() * 1e6)}`,
  }
  const visitor = (address: string) => ({
    channelId: webchat.channelId,
    address,
    profile: { name: null, email: null, locale: null },
  })

  const all: Readonly<Record<string, () => Promise<unknown>>> = {
    async 'contact writes'() {
      const replyToProviderId = chance() ? await known.providerId() : null
      const attachments = chance() ? [] : [{ mediaId: known.word(), name: null, type: 'image/png', isVoice: false }]
      const at = Date.now() - Math.floor(random() * 1e6)
      const message = { replyToProviderId, attachments }
      await bring(scene, inboundMessage({ contact: pick(contacts), text: known.word(), at, message }))
    },
    async 'contacts write'() {
      await bring(scene, ...[1, 2, 3].map(() => inboundMessage({ contact: pick(contacts), text: known.word() })))
    },
    async 'business writes on its phone'() {
      await bring(scene, inboundMessage({ contact: pick(contacts), author: 'member', text: known.word() }))
    },
    async 'visitor writes'() {
      await postFrom(scene, pick(['visitor:1', 'visitor:2']), { text: known.word() })
    },
    async 'visitor reads'() {
      const channel = await loadWebchat(app.database.db, webchat.channelId)
      await app.database.transact((tx) => readAsVisitor(tx, channel, visitor(pick(['visitor:1', 'visitor:2']))))
    },
    async 'visitor comes'() {
      const channel = await loadWebchat(app.database.db, webchat.channelId)
      const request = { visitorToken: null, identity: null, locale: 'en', pageUrl: null }
      await openSession({ database: app.database, secrets }, channel, request)
    },
    async 'contact reacts'() {
      await bring(scene, inboundReaction(await known.providerId(), pick(['👍', '🎉', null])))
    },
    async 'contact edits'() {
      await bring(scene, inboundEdit(await known.providerId(), known.word()))
    },
    async 'contact deletes'() {
      await bring(scene, inboundDeletion(await known.providerId()))
    },
    async 'contact moves'() {
      const [from, to] = [pick(contacts).addresses[0]!, `4477009001${Math.floor(random() * 10)}`]
      await bring(scene, { kind: 'address_change', accountId: '', at: 0, oldAddress: from, newAddress: to })
    },
    async receipt() {
      const status = pick(['sent', 'delivered', 'read', 'failed'] as const)
      const { id: messageId } = await known.message()
      await bring(scene, inboundStatus({ providerId: `wamid.${messageId}`, messageId, status }))
    },
    async delivery() {
      await deliverConversation(app.database, providers, quiet, { workspaceId, ...(await known.conversation()) }, 0)
    },
    async 'attachment fetched'() {
      const pending = await app.database.db
        .selectFrom('attachment')
        .select('id')
        .where('workspace_id', '=', workspaceId)
        .where('state', '=', 'pending')
        .execute()
      if (pending.length === 0) return
      const job = { workspaceId, id: pick(pending).id }
      await fetchAttachment(app.database, providers, quiet, job, { isLastTry: true })
    },
    async reply() {
      const body = { text: known.word().repeat(chance() ? 1 : 600), clientId: known.word() }
      await client.call(postMessage, { params: await known.conversation(), body })
    },
    async note() {
      await client.call(postNote, { params: await known.conversation(), body: { text: known.word() } })
    },
    async retry() {
      await client.call(retryMessage, { params: await known.message() })
    },
    async close() {
      await client.call(closeConversation, { params: await known.conversation() })
    },
    async reopen() {
      await client.call(reopenConversation, { params: await known.conversation() })
    },
    async snooze() {
      const until = new Date(Date.now() + 60_000).toISOString()
      await client.call(snoozeConversation, { params: await known.conversation(), body: { until } })
    },
    async unsnooze() {
      await client.call(unsnoozeConversation, { params: await known.conversation() })
    },
    async read() {
      await client.call(readConversation, { params: await known.conversation() })
    },
    async 'edit conversation'() {
      const { data: skills } = await client.call(listSkills, {})
      const body = pick([
        { priority: pick(['urgent', 'low'] as const) },
        { tags: [known.word(), 'vip', 'vip'] },
        { skillIds: skills.slice(0, 1).map(({ id }) => id) },
      ])
      await client.call(patchConversation, { params: await known.conversation(), body })
    },
    async assign() {
      const memberId = pick([known.member(), null])
      await client.call(putAssignment, { params: await known.conversation(), body: { memberId } })
    },
    async transfer() {
      const teamId = pick([(await known.team()).id, null])
      const body = chance() ? { teamId } : { teamId, memberId: known.member() }
      await client.call(putAssignment, { params: await known.conversation(), body })
    },
    async 'assign many'() {
      const ids = await Promise.all([1, 2, 3].map(async () => (await known.conversation()).id))
      const wish = pick([{ memberId: known.member() }, { memberId: null }, { teamId: (await known.team()).id }])
      await client.call(assignConversations, { body: { conversationIds: [...new Set(ids)], ...wish } })
    },
    async decline() {
      const { id } = await known.conversation()
      const holder = (await allConversations(scene)).find((conversation) => conversation.id === id)?.assigneeId
      const caller = agents.find(({ memberId }) => memberId === holder) ?? owner
      await (await clientOf(app, caller)).call(declineConversation, { params: { id } })
    },
    async claim() {
      await client.call(claimConversation, { params: await known.conversation() })
    },
    async 'choose presence'() {
      const presence = pick(['online', 'busy', 'offline'] as const)
      await client.call(putPresence, { params: { id: known.member() }, body: { presence } })
    },
    async 'edit contact'() {
      const rows = await app.database.db
        .selectFrom('contact')
        .select('id')
        .where('workspace_id', '=', workspaceId)
        .execute()
      if (rows.length === 0) return
      const body = pick([
        { name: known.word(), tags: [known.word()], fields: { plan: known.word() } },
        { tags: [pick(['vip', 'gold'])] },
        { stage: pick(['lead', 'vip', null]) },
        { ownerId: pick([known.member(), null]) },
      ])
      await client.call(patchContact, { params: { id: pick(rows).id }, body })
    },
    async 'merge contacts'() {
      const rows = await app.database.db
        .selectFrom('contact')
        .select('id')
        .where('workspace_id', '=', workspaceId)
        .execute()
      if (rows.length === 0) return
      await client.call(mergeContact, { params: { id: pick(rows).id }, body: { contactId: pick(rows).id } })
    },
    async 'break channel'() {
      await app.database.transact((tx) => markBroken(tx, place, 'made to break'))
    },
    async 'mend channel'() {
      await client.call(patchChannel, {
        params: { id: whatsapp.channelId },
        body: { name: known.word(), secrets: { accessToken: known.word() } },
      })
    },
    async 'connect and disconnect a channel'() {
      const body = { type: 'webchat', name: known.word(), settings: { title: known.word() } } as const
      const { id } = await client.call(postChannel, { body })
      if (chance()) await client.call(deleteChannel, { params: { id } })
    },
    ...besideActions(client, { conversation: known.conversation, random: { pick, chance, word: known.word } }),
    ...listActions(client, { conversation: known.conversation, random: { pick, chance, word: known.word } }),
    ...writingActions(client, { conversation: known.conversation, random: { pick, chance, word: known.word } }),
    ...workflowActions(scene, { known, random: { pick, chance } }),
    ...settingsActions(client, { scene, random: { pick, chance, word: known.word } }),
  }
  const names = Object.keys(all)

  return async () => {
    const name = pick(names)
    await all[name]!()
    return name
  }
}
