import { z } from 'zod'
import { id, idParams, instant, name } from './common.ts'
import { endpoint } from './endpoint.ts'
import { agentLimit } from './member.ts'

/** The types this version connects; the glossary has all that are to come. */
export const channelType = z.enum(['webchat', 'whatsapp'])
export type ChannelType = z.infer<typeof channelType>

const color = z.string().regex(/^#[0-9a-f]{6}$/i)
/** An origin such as `https://shop.example`. */
const origin = z.string().regex(/^https?:\/\/[^/\s]+$/)

export const webchatSettings = z.object({
  title: z.string().trim().min(1).max(80),
  greeting: z.string().trim().max(500).default(''),
  color: color.default('#2f5d8a'),
  /** Pages that may show the widget; empty lets every page. */
  trustedOrigins: z.array(origin).max(50).default([]),
  /** When true, `identify` without a valid HMAC is refused and visitors must be identified. */
  requireIdentity: z.boolean().default(false),
})

export const whatsappSettings = z.object({
  phoneNumberId: z.string().regex(/^\d{5,32}$/),
  businessAccountId: z.string().regex(/^\d{5,32}$/),
  displayPhoneNumber: z.string().max(32).default(''),
})

const whatsappSecrets = z.object({
  accessToken: z.string().min(1).max(1000),
  appSecret: z.string().min(1).max(200),
})

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

export const channel = z
  .discriminatedUnion('type', [
    base.extend({
      type: z.literal('webchat'),
      settings: webchatSettings,
      /** Managers only: signs the ids of logged-in customers (HMAC-SHA256, hex). */
      identitySecret: z.string().nullable(),
    }),
    base.extend({
      type: z.literal('whatsapp'),
      settings: whatsappSettings,
      /** Managers only: for the provider's subscription form. */
      webhookUrl: z.string().nullable(),
      verifyToken: z.string().nullable(),
    }),
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

export const postChannel = endpoint({
  method: 'post',
  path: '/channels',
  tag: 'Channels',
  access: 'manager',
  summary: 'Connects a channel.',
  body: z.discriminatedUnion('type', [
    z.object({ type: z.literal('webchat'), name, teamId: id.nullable().default(null), settings: webchatSettings }),
    z.object({
      type: z.literal('whatsapp'),
      name,
      teamId: id.nullable().default(null),
      settings: whatsappSettings,
      secrets: whatsappSecrets,
    }),
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
      secrets: whatsappSecrets.partial(),
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
    status: z.string(),
    category: z.string(),
    /** Positional (`1`, `2`) or named. */
    parameterFormat: z.enum(['positional', 'named']),
    header: z.object({ format: z.string(), text: z.string().nullable(), parameters: z.array(z.string()) }).nullable(),
    body: z.object({ text: z.string(), parameters: z.array(z.string()) }),
    footer: z.string().nullable(),
    buttons: z.array(z.object({ type: z.string(), text: z.string(), parameters: z.array(z.string()) })),
  })
  .meta({ id: 'Template' })

export type Template = z.infer<typeof template>

export const listTemplates = endpoint({
  method: 'get',
  path: '/channels/{id}/templates',
  tag: 'Channels',
  access: 'agent',
  summary: 'Message templates of a WhatsApp channel, read from the provider.',
  params: idParams,
  response: z.object({ data: z.array(template) }),
})
