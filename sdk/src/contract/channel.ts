import { z } from 'zod'
import { type ChannelType, channelTypes } from './channel-types/list.ts'
import { id, idParams, instant, name } from './common.ts'
import { endpoint } from './endpoint.ts'
import { agentLimit } from './member.ts'

const shares = {
  /** What one of its conversations adds to the load of an agent: 1 of most, 0.5 of e-mail, say. */
  weight: z.number().min(0).max(100).multipleOf(0.25),
  /** The load of this channel that an agent may be given automatically; null is no limit. */
  agentLimit,
  /** Hours within which a closed conversation reopens; null follows the workspace's. */
  reopenHours: z.number().int().min(0).max(8760).nullable(),
}

const base = z.object({
  id,
  name,
  teamId: id.nullable(),
  status: z.enum(['active', 'broken']),
  /** What is wrong and what to do, when broken. */
  statusReason: z.string().nullable(),
  ...shares,
  createdAt: instant,
})

/** A channel of one type: its settings, and to managers where its provider calls and the secrets we made for it. */
function channelOf<T extends ChannelType, S extends z.ZodType>(type: T, { settings }: Readonly<{ settings: S }>) {
  return base.extend({ type: z.literal(type), settings })
}

const webhook = { webhookUrl: z.string().nullable() }
const verified = { ...webhook, verifyToken: z.string().nullable() }

/** Secrets of our own, and where the provider calls, are shown to managers only. */
export const channel = z
  .discriminatedUnion('type', [
    channelOf('webchat', channelTypes.webchat).extend({ identitySecret: z.string().nullable() }),
    channelOf('whatsapp', channelTypes.whatsapp).extend(verified),
    channelOf('email', channelTypes.email),
    channelOf('messenger', channelTypes.messenger).extend(verified),
    channelOf('instagram', channelTypes.instagram).extend(verified),
    channelOf('telegram', channelTypes.telegram).extend(webhook),
    channelOf('sms', channelTypes.sms).extend(webhook),
    channelOf('line', channelTypes.line).extend(webhook),
    channelOf('tiktok', channelTypes.tiktok).extend(webhook),
    channelOf('api', channelTypes.api).extend({ ...webhook, signingSecret: z.string().nullable() }),
  ])
  .meta({ id: 'Channel' })

export type Channel = z.infer<typeof channel>

export const listChannels = endpoint({
  method: 'get',
  path: '/channels',
  tag: 'Channels',
  access: 'agent',
  summary: 'All channels. Secrets are shown to managers only, tokens to nobody.',
  response: z.object({ data: z.array(channel) }),
})

function newOf<T extends ChannelType, S extends z.ZodType, K extends z.ZodType>(
  type: T,
  { settings, secrets }: Readonly<{ settings: S; secrets: K }>,
) {
  return z.object({ type: z.literal(type), name, teamId: id.nullable().default(null), settings, secrets })
}

export const postChannel = endpoint({
  method: 'post',
  path: '/channels',
  tag: 'Channels',
  access: 'manager',
  summary: 'Connects a channel.',
  body: z.discriminatedUnion('type', [
    newOf('webchat', channelTypes.webchat).extend({ secrets: channelTypes.webchat.secrets.default({}) }),
    newOf('whatsapp', channelTypes.whatsapp),
    newOf('email', channelTypes.email),
    newOf('messenger', channelTypes.messenger),
    newOf('instagram', channelTypes.instagram),
    newOf('telegram', channelTypes.telegram),
    newOf('sms', channelTypes.sms),
    newOf('line', channelTypes.line),
    newOf('tiktok', channelTypes.tiktok),
    newOf('api', channelTypes.api).extend({ secrets: channelTypes.api.secrets.default({}) }),
  ]),
  response: channel,
  status: 201,
})

export const patchChannel = endpoint({
  method: 'patch',
  path: '/channels/{id}',
  tag: 'Channels',
  access: 'manager',
  summary: 'Changes a channel; the type stays. Settings given are merged, then checked against the type.',
  params: idParams,
  body: z
    .object({
      name,
      teamId: id.nullable(),
      settings: z.record(z.string(), z.unknown()),
      /** Those given replace the old ones; which there are depends on the type. */
      secrets: z.record(z.string().max(40), z.string().max(5000)),
      ...shares,
    })
    .partial(),
  response: channel,
})

export const deleteChannel = endpoint({
  method: 'delete',
  path: '/channels/{id}',
  tag: 'Channels',
  access: 'owner',
  summary: 'Disconnects a channel. Its conversations stay readable.',
  params: idParams,
})

export const template = z
  .object({
    name: z.string(),
    language: z.string(),
    /** In the provider’s word; only what is `APPROVED` can be sent. */
    status: z.string(),
    /** Why it is not, as far as the provider says. */
    reason: z.string().nullable(),
    category: z.string(),
    /** How customers take it: `GREEN`, `YELLOW`, `RED`; null as long as nobody knows. */
    quality: z.string().nullable(),
    /** To the day. */
    lastUsedAt: instant.nullable(),
    /** Positional (`1`, `2`) or named. */
    parameterFormat: z.enum(['positional', 'named']),
    header: z.object({ format: z.string(), text: z.string().nullable(), parameters: z.array(z.string()) }).nullable(),
    body: z.object({ text: z.string(), parameters: z.array(z.string()) }),
    footer: z.string().nullable(),
    buttons: z.array(z.object({ type: z.string(), text: z.string(), parameters: z.array(z.string()) })),
  })
  .meta({ id: 'Template' })

export type Template = z.infer<typeof template>

const problemOf = z.object({ code: z.string(), detail: z.string() })

const templateList = z.object({
  data: z.array(template),
  /** When the provider last told all of them; null: not yet. */
  syncedAt: instant.nullable(),
  /** Why it could not since then. */
  syncError: problemOf.nullable(),
})

export const listTemplates = endpoint({
  method: 'get',
  path: '/channels/{id}/templates',
  tag: 'Channels',
  access: 'agent',
  summary: 'Message templates of a channel that has them, as its provider last told them.',
  params: idParams,
  response: templateList,
})

export const syncTemplates = endpoint({
  method: 'post',
  path: '/channels/{id}/templates/sync',
  tag: 'Channels',
  access: 'manager',
  summary: 'Asks the provider for the templates now. It happens by itself as well.',
  params: idParams,
  response: templateList,
})

export const channelHealth = z
  .object({
    /** When something last came in, and when something last went out. */
    lastInAt: instant.nullable(),
    lastOutAt: instant.nullable(),
    /** What last went wrong: a stable code and the provider’s words. It may be long over. */
    lastError: problemOf.extend({ at: instant }).nullable(),
    /** Messages that are still to go out. */
    waiting: z.number().int(),
    /** What the provider calls the account, as far as it is known. */
    account: z.string().nullable(),
  })
  .meta({ id: 'ChannelHealth' })
export type ChannelHealth = z.infer<typeof channelHealth>

export const getChannelHealth = endpoint({
  method: 'get',
  path: '/channels/{id}/health',
  tag: 'Channels',
  access: 'manager',
  summary: 'How a channel is doing.',
  params: idParams,
  response: channelHealth,
})

export const testChannel = endpoint({
  method: 'post',
  path: '/channels/{id}/test',
  tag: 'Channels',
  access: 'manager',
  summary: 'Asks the provider whether the account works, and keeps what it says the account is called.',
  params: idParams,
  response: z.object({
    /** False: nobody can be asked about channels of this type. */
    isChecked: z.boolean(),
    /** What the provider knows the account by. */
    name: z.string().nullable(),
    problem: problemOf.nullable(),
  }),
})

export const reconnectChannel = endpoint({
  method: 'post',
  path: '/channels/{id}/reconnect',
  tag: 'Channels',
  access: 'manager',
  summary: 'Asks the provider again: when the account works, the channel is active and what waited goes out.',
  params: idParams,
  response: channel,
})

export const rotateSecret = endpoint({
  method: 'post',
  path: '/channels/{id}/rotation',
  tag: 'Channels',
  access: 'manager',
  summary: 'Makes a secret of our own anew, by its name. The old one is no longer taken.',
  params: idParams,
  body: z.object({ secret: z.string().min(1).max(40) }),
  response: channel,
})
