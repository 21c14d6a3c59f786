import { z } from 'zod'
import { id, idParams, instant, name, page, pageQuery } from './common.ts'
import { endpoint } from './endpoint.ts'
import { actor, type EventType } from './event.ts'

/**
 * What other systems may be told of, by what it is about. What is private to a member is not here, and webhooks are not
 * told of webhooks: the address of another one may be a secret.
 */
export const webhookEvents = {
  conversations: [
    'conversation.opened',
    'conversation.reopened',
    'conversation.closed',
    'conversation.snoozed',
    'conversation.unsnoozed',
    'conversation.changed',
    'conversation.read',
  ],
  assignment: [
    'conversation.assigned',
    'conversation.unassigned',
    'conversation.moved',
    'conversation.escalated',
    'promise.made',
    'promise.settled',
  ],
  messages: [
    'message.created',
    'message.changed',
    'message.removed',
    'scheduled_message.created',
    'scheduled_message.changed',
    'scheduled_message.deleted',
  ],
  contacts: [
    'contact.created',
    'contact.changed',
    'contact.merged',
    'contact_note.created',
    'contact_note.changed',
    'contact_note.deleted',
  ],
  people: [
    'member.created',
    'member.changed',
    'member.presence_changed',
    'invitation.created',
    'invitation.deleted',
    'invitation.accepted',
    'team.created',
    'team.changed',
    'team.deleted',
  ],
  settings: [
    'workspace.changed',
    'channel.created',
    'channel.changed',
    'channel.deleted',
    'channel.templates_changed',
    'skill.created',
    'skill.changed',
    'skill.deleted',
    'tag.changed',
    'tag.renamed',
    'tag.deleted',
    'field.created',
    'field.changed',
    'field.deleted',
    'closing_category.created',
    'closing_category.changed',
    'closing_category.deleted',
    'workflow.changed',
    'workflow.deleted',
  ],
  workflows: ['workflow_run.started', 'workflow_run.ended', 'rating.given'],
} as const satisfies Readonly<Record<string, readonly EventType[]>>

export type WebhookEventGroup = keyof typeof webhookEvents
export type WebhookEventType = (typeof webhookEvents)[WebhookEventGroup][number]

const toldTypes: readonly WebhookEventType[] = Object.values(webhookEvents).flat()

/** Another system that is told of what happens. */
export const webhook = z
  .object({
    id,
    name,
    url: z.url({ protocol: /^https?$/ }).max(2000),
    /** Which events; empty: all. */
    eventTypes: z.array(z.enum(toldTypes)).max(100),
    isActive: z.boolean(),
    /** Since when nothing arrives any more. After a day of it the webhook is switched off. */
    failingSince: instant.nullable(),
    createdAt: instant,
  })
  .meta({ id: 'Webhook' })

export type Webhook = z.infer<typeof webhook>

const { url, eventTypes } = webhook.shape

/** One telling of one event. */
export const webhookDelivery = z
  .object({
    id,
    webhookId: id,
    sequence: z.number().int(),
    type: z.string(),
    state: z.enum(['pending', 'delivered', 'failed']),
    tries: z.number().int(),
    nextTryAt: instant.nullable(),
    /** HTTP status of the last answer; null: there was none. */
    status: z.number().int().nullable(),
    /** The beginning of the last answer, or what went wrong. */
    answer: z.string().nullable(),
    /** Milliseconds that the last try took. */
    ms: z.number().int().nullable(),
    createdAt: instant,
    doneAt: instant.nullable(),
  })
  .meta({ id: 'WebhookDelivery' })

export type WebhookDelivery = z.infer<typeof webhookDelivery>

/** What a delivery says; signed as it is. */
export const webhookBody = z
  .object({
    id,
    type: z.string(),
    sequence: z.number().int(),
    at: instant,
    workspaceId: id,
    subjectId: id,
    actor,
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'WebhookBody' })

export type WebhookBody = z.infer<typeof webhookBody>

export const listWebhooks = endpoint({
  method: 'get',
  path: '/webhooks',
  tag: 'Webhooks',
  access: 'manager',
  summary: 'The webhooks.',
  response: z.object({ data: z.array(webhook) }),
})

export const postWebhook = endpoint({
  method: 'post',
  path: '/webhooks',
  tag: 'Webhooks',
  access: 'manager',
  summary: 'Makes a webhook. Its secret, by which each delivery is signed, is shown in this answer only.',
  body: z.object({ name, url, eventTypes: eventTypes.default([]) }),
  response: z.object({ webhook, secret: z.string() }),
  status: 201,
})

export const patchWebhook = endpoint({
  method: 'patch',
  path: '/webhooks/{id}',
  tag: 'Webhooks',
  access: 'manager',
  summary: 'Changes a webhook, or switches it on and off.',
  params: idParams,
  body: z.object({ name, url, eventTypes, isActive: z.boolean() }).partial(),
  response: webhook,
})

export const deleteWebhook = endpoint({
  method: 'delete',
  path: '/webhooks/{id}',
  tag: 'Webhooks',
  access: 'manager',
  summary: 'Deletes a webhook with its log.',
  params: idParams,
})

export const rotateWebhookSecret = endpoint({
  method: 'post',
  path: '/webhooks/{id}/secret',
  tag: 'Webhooks',
  access: 'manager',
  summary: 'Makes a new secret. The old one is of no use from now on.',
  params: idParams,
  response: z.object({ secret: z.string() }),
})

export const testWebhook = endpoint({
  method: 'post',
  path: '/webhooks/{id}/test',
  tag: 'Webhooks',
  access: 'manager',
  summary: 'Sends a `ping` now and says what came of it.',
  params: idParams,
  response: z.object({ status: z.number().int().nullable(), answer: z.string(), ms: z.number().int() }),
})

export const listWebhookDeliveries = endpoint({
  method: 'get',
  path: '/webhooks/{id}/deliveries',
  tag: 'Webhooks',
  access: 'manager',
  summary: 'What was told, newest first. Kept for 30 days.',
  params: idParams,
  query: pageQuery.extend({ state: webhookDelivery.shape.state.optional() }),
  response: page(webhookDelivery),
})

export const getWebhookDelivery = endpoint({
  method: 'get',
  path: '/webhook-deliveries/{id}',
  tag: 'Webhooks',
  access: 'manager',
  summary: 'One delivery with what is sent; null: the log does not reach back that far.',
  params: idParams,
  response: z.object({ delivery: webhookDelivery, body: webhookBody.nullable() }),
})

export const replayWebhookDelivery = endpoint({
  method: 'post',
  path: '/webhook-deliveries/{id}/replay',
  tag: 'Webhooks',
  access: 'manager',
  summary: 'Sends it again, with the same id.',
  params: idParams,
  response: webhookDelivery,
})

export const replayFailedDeliveries = endpoint({
  method: 'post',
  path: '/webhooks/{id}/replay',
  tag: 'Webhooks',
  access: 'manager',
  summary: 'Sends everything again that failed, the oldest 10,000 first.',
  params: idParams,
  response: z.object({ count: z.number().int() }),
})
