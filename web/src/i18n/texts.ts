import type assignment from '../locales/en/assignment.json'
import type builder from '../locales/en/builder.json'
import type apiChannel from '../locales/en/channels/api.json'
import type emailChannel from '../locales/en/channels/email.json'
import type generalChannel from '../locales/en/channels/general.json'
import type instagramChannel from '../locales/en/channels/instagram.json'
import type lineChannel from '../locales/en/channels/line.json'
import type messengerChannel from '../locales/en/channels/messenger.json'
import type smsChannel from '../locales/en/channels/sms.json'
import type telegramChannel from '../locales/en/channels/telegram.json'
import type tiktokChannel from '../locales/en/channels/tiktok.json'
import type webchatChannel from '../locales/en/channels/webchat.json'
import type whatsappChannel from '../locales/en/channels/whatsapp.json'
import type closing from '../locales/en/closing.json'
import type commands from '../locales/en/commands.json'
import type common from '../locales/en/common.json'
import type contacts from '../locales/en/contacts.json'
import type fields from '../locales/en/fields.json'
import type hours from '../locales/en/hours.json'
import type inbox from '../locales/en/inbox.json'
import type macros from '../locales/en/macros.json'
import type members from '../locales/en/members.json'
import type notifications from '../locales/en/notifications.json'
import type policy from '../locales/en/policy.json'
import type reports from '../locales/en/reports.json'
import type rules from '../locales/en/rules.json'
import type search from '../locales/en/search.json'
import type session from '../locales/en/session.json'
import type settings from '../locales/en/settings.json'
import type setup from '../locales/en/setup.json'
import type snippets from '../locales/en/snippets.json'
import type steps from '../locales/en/steps.json'
import type tags from '../locales/en/tags.json'
import type thread from '../locales/en/thread.json'
import type tryTexts from '../locales/en/try.json'
import type views from '../locales/en/views.json'
import type webhooks from '../locales/en/webhooks.json'
import type workflows from '../locales/en/workflows.json'

// A file for each type of channel: what all of them say stands beside them.
type Channels = typeof generalChannel &
  Readonly<{
    webchat: typeof webchatChannel
    whatsapp: typeof whatsappChannel
    email: typeof emailChannel
    messenger: typeof messengerChannel
    instagram: typeof instagramChannel
    telegram: typeof telegramChannel
    sms: typeof smsChannel
    line: typeof lineChannel
    tiktok: typeof tiktokChannel
    api: typeof apiChannel
  }>

/** Every text of the app by namespace, in English: the other languages have to have the same. */
export type Texts = Readonly<{
  assignment: typeof assignment
  builder: typeof builder
  channels: Channels
  closing: typeof closing
  commands: typeof commands
  common: typeof common
  contacts: typeof contacts
  fields: typeof fields
  hours: typeof hours
  inbox: typeof inbox
  macros: typeof macros
  members: typeof members
  notifications: typeof notifications
  policy: typeof policy
  reports: typeof reports
  rules: typeof rules
  search: typeof search
  session: typeof session
  settings: typeof settings
  setup: typeof setup
  snippets: typeof snippets
  steps: typeof steps
  tags: typeof tags
  thread: typeof thread
  try: typeof tryTexts
  views: typeof views
  webhooks: typeof webhooks
  workflows: typeof workflows
}>

export type Namespace = keyof Texts
export type Namespaces = Namespace | readonly [Namespace, ...Namespace[]]

/** What may be asked for: keys of the first namespace as they are, of each of them with its name before. */
export type TextKey<N extends Namespaces> = N extends Namespace
  ? Keys<Texts[N]> | Prefixed<N>
  : N extends readonly [infer First extends Namespace, ...infer Rest extends readonly Namespace[]]
    ? Keys<Texts[First]> | Prefixed<First | Rest[number]>
    : never

type Prefixed<N extends Namespace> = { [One in N]: `${One}:${Keys<Texts[One]>}` }[N]

/** `{ done: { sent_one, sent_other } }` has the key `done.sent`. */
type Keys<T> = {
  [K in keyof T & string]: T[K] extends string ? WithoutPlural<K> : `${K}.${Keys<T[K]>}`
}[keyof T & string]

type WithoutPlural<K extends string> = K extends `${infer Base}_${Intl.LDMLPluralRule}` ? Base : K
