import { z } from 'zod'
import { id, idParams } from './common.ts'
import { endpoint } from './endpoint.ts'

export const languages = ['en', 'de', 'it', 'vi', 'th'] as const
export const language = z.enum(languages)
export type Language = z.infer<typeof language>

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time, such as 22:00')
const how = z.object({ desktop: z.boolean(), push: z.boolean(), sound: z.boolean() })

/** How a member wants the app to be, and what to be told of. */
export const preferences = z
  .object({
    /** Null: the workspace's. */
    language: language.nullable().default(null),
    scheme: z.enum(['auto', 'light', 'dark']).default('auto'),
    density: z.enum(['comfortable', 'compact']).default('comfortable'),
    /** Seconds that a reply can be taken back. */
    undoSeconds: z.number().int().min(0).max(30).default(5),
    /** What Enter does in the composer; the other one needs Ctrl. */
    enter: z.enum(['send', 'newline']).default('send'),
    notifications: z
      .object({
        /** A conversation became mine. */
        assigned: how.default({ desktop: true, push: true, sound: true }),
        /** A customer wrote in one of mine. */
        message: how.default({ desktop: true, push: true, sound: true }),
        mention: how.default({ desktop: true, push: true, sound: true }),
        /** What I wrote did not arrive, or could not go out when it was due. */
        undelivered: how.default({ desktop: true, push: true, sound: true }),
        /** Something waits in a team of mine. */
        waiting: how.default({ desktop: false, push: false, sound: false }),
      })
      .prefault({}),
    /** Whether a push says who wrote and the first words; else only that there is something. */
    showsText: z.boolean().default(false),
    /** No push and no sound in between; over midnight when `from` is later. In the zone of the member's hours. */
    quiet: z
      .object({ isOn: z.boolean(), from: time, to: time, timeZone: z.string().max(60) })
      .default({ isOn: false, from: '20:00', to: '08:00', timeZone: 'UTC' }),
  })
  .meta({ id: 'Preferences' })

export type Preferences = z.infer<typeof preferences>
export type NotificationKind = keyof Preferences['notifications']
export type QuietHours = Preferences['quiet']

export const getPreferences = endpoint({
  method: 'get',
  path: '/me/preferences',
  tag: 'Me',
  access: 'agent',
  summary: 'How one wants the app to be.',
  response: preferences,
})

export const putPreferences = endpoint({
  method: 'put',
  path: '/me/preferences',
  tag: 'Me',
  access: 'agent',
  summary: 'Says how one wants the app to be.',
  body: preferences,
  response: preferences,
})

export const getPushKey = endpoint({
  method: 'get',
  path: '/me/push-key',
  tag: 'Me',
  access: 'agent',
  summary: 'The key to subscribe to push notifications with (VAPID, RFC 8292), in URL-safe Base64.',
  response: z.object({ publicKey: z.string() }),
})

export const pushSubscription = z.object({ id, device: z.string(), createdAt: z.string() })

export const listPushSubscriptions = endpoint({
  method: 'get',
  path: '/me/push-subscriptions',
  tag: 'Me',
  access: 'agent',
  summary: 'The devices that are told.',
  response: z.object({ data: z.array(pushSubscription) }),
})

export const postPushSubscription = endpoint({
  method: 'post',
  path: '/me/push-subscriptions',
  tag: 'Me',
  access: 'agent',
  summary: 'Has this device told, as `PushManager.subscribe()` said it. The same one again changes nothing.',
  body: z.object({
    endpoint: z.url({ protocol: /^https?$/ }).max(2000),
    keys: z.object({ p256dh: z.string().max(200), auth: z.string().max(100) }),
    device: z.string().max(200).default(''),
  }),
  response: pushSubscription,
  status: 201,
})

export const deletePushSubscription = endpoint({
  method: 'delete',
  path: '/me/push-subscriptions/{id}',
  tag: 'Me',
  access: 'agent',
  summary: 'Tells this device no more.',
  params: idParams,
})
