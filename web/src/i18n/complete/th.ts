/** A text that is missing in Thai does not compile. */
import type { Texts } from '../texts.ts'
import type { Complete } from './complete.ts'

export type Thai = Complete<
  Texts,
  {
    assignment: typeof import('../../locales/th/assignment.json')
    builder: typeof import('../../locales/th/builder.json')
    channels: typeof import('../../locales/th/channels/general.json') & {
      webchat: typeof import('../../locales/th/channels/webchat.json')
      whatsapp: typeof import('../../locales/th/channels/whatsapp.json')
      email: typeof import('../../locales/th/channels/email.json')
      messenger: typeof import('../../locales/th/channels/messenger.json')
      instagram: typeof import('../../locales/th/channels/instagram.json')
      telegram: typeof import('../../locales/th/channels/telegram.json')
      sms: typeof import('../../locales/th/channels/sms.json')
      line: typeof import('../../locales/th/channels/line.json')
      tiktok: typeof import('../../locales/th/channels/tiktok.json')
      api: typeof import('../../locales/th/channels/api.json')
    }
    closing: typeof import('../../locales/th/closing.json')
    commands: typeof import('../../locales/th/commands.json')
    common: typeof import('../../locales/th/common.json')
    contacts: typeof import('../../locales/th/contacts.json')
    fields: typeof import('../../locales/th/fields.json')
    hours: typeof import('../../locales/th/hours.json')
    inbox: typeof import('../../locales/th/inbox.json')
    macros: typeof import('../../locales/th/macros.json')
    members: typeof import('../../locales/th/members.json')
    notifications: typeof import('../../locales/th/notifications.json')
    policy: typeof import('../../locales/th/policy.json')
    reports: typeof import('../../locales/th/reports.json')
    rules: typeof import('../../locales/th/rules.json')
    search: typeof import('../../locales/th/search.json')
    session: typeof import('../../locales/th/session.json')
    settings: typeof import('../../locales/th/settings.json')
    setup: typeof import('../../locales/th/setup.json')
    snippets: typeof import('../../locales/th/snippets.json')
    steps: typeof import('../../locales/th/steps.json')
    tags: typeof import('../../locales/th/tags.json')
    thread: typeof import('../../locales/th/thread.json')
    try: typeof import('../../locales/th/try.json')
    views: typeof import('../../locales/th/views.json')
    webhooks: typeof import('../../locales/th/webhooks.json')
    workflows: typeof import('../../locales/th/workflows.json')
  }
>
