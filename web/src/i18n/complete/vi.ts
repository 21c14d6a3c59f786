/** A text that is missing in Vietnamese does not compile. */
import type { Texts } from '../texts.ts'
import type { Complete } from './complete.ts'

export type Vietnamese = Complete<
  Texts,
  {
    assignment: typeof import('../../locales/vi/assignment.json')
    builder: typeof import('../../locales/vi/builder.json')
    channels: typeof import('../../locales/vi/channels/general.json') & {
      webchat: typeof import('../../locales/vi/channels/webchat.json')
      whatsapp: typeof import('../../locales/vi/channels/whatsapp.json')
      email: typeof import('../../locales/vi/channels/email.json')
      messenger: typeof import('../../locales/vi/channels/messenger.json')
      instagram: typeof import('../../locales/vi/channels/instagram.json')
      telegram: typeof import('../../locales/vi/channels/telegram.json')
      sms: typeof import('../../locales/vi/channels/sms.json')
      line: typeof import('../../locales/vi/channels/line.json')
      tiktok: typeof import('../../locales/vi/channels/tiktok.json')
      api: typeof import('../../locales/vi/channels/api.json')
    }
    closing: typeof import('../../locales/vi/closing.json')
    commands: typeof import('../../locales/vi/commands.json')
    common: typeof import('../../locales/vi/common.json')
    contacts: typeof import('../../locales/vi/contacts.json')
    fields: typeof import('../../locales/vi/fields.json')
    hours: typeof import('../../locales/vi/hours.json')
    inbox: typeof import('../../locales/vi/inbox.json')
    macros: typeof import('../../locales/vi/macros.json')
    members: typeof import('../../locales/vi/members.json')
    notifications: typeof import('../../locales/vi/notifications.json')
    policy: typeof import('../../locales/vi/policy.json')
    reports: typeof import('../../locales/vi/reports.json')
    rules: typeof import('../../locales/vi/rules.json')
    search: typeof import('../../locales/vi/search.json')
    session: typeof import('../../locales/vi/session.json')
    settings: typeof import('../../locales/vi/settings.json')
    setup: typeof import('../../locales/vi/setup.json')
    snippets: typeof import('../../locales/vi/snippets.json')
    steps: typeof import('../../locales/vi/steps.json')
    tags: typeof import('../../locales/vi/tags.json')
    thread: typeof import('../../locales/vi/thread.json')
    try: typeof import('../../locales/vi/try.json')
    views: typeof import('../../locales/vi/views.json')
    webhooks: typeof import('../../locales/vi/webhooks.json')
    workflows: typeof import('../../locales/vi/workflows.json')
  }
>
