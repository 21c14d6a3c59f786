/** A text that is missing in German does not compile. */
import type { Texts } from '../texts.ts'
import type { Complete } from './complete.ts'

export type German = Complete<
  Texts,
  {
    assignment: typeof import('../../locales/de/assignment.json')
    builder: typeof import('../../locales/de/builder.json')
    channels: typeof import('../../locales/de/channels/general.json') & {
      webchat: typeof import('../../locales/de/channels/webchat.json')
      whatsapp: typeof import('../../locales/de/channels/whatsapp.json')
      email: typeof import('../../locales/de/channels/email.json')
      messenger: typeof import('../../locales/de/channels/messenger.json')
      instagram: typeof import('../../locales/de/channels/instagram.json')
      telegram: typeof import('../../locales/de/channels/telegram.json')
      sms: typeof import('../../locales/de/channels/sms.json')
      line: typeof import('../../locales/de/channels/line.json')
      tiktok: typeof import('../../locales/de/channels/tiktok.json')
      api: typeof import('../../locales/de/channels/api.json')
    }
    closing: typeof import('../../locales/de/closing.json')
    commands: typeof import('../../locales/de/commands.json')
    common: typeof import('../../locales/de/common.json')
    contacts: typeof import('../../locales/de/contacts.json')
    fields: typeof import('../../locales/de/fields.json')
    hours: typeof import('../../locales/de/hours.json')
    inbox: typeof import('../../locales/de/inbox.json')
    macros: typeof import('../../locales/de/macros.json')
    members: typeof import('../../locales/de/members.json')
    notifications: typeof import('../../locales/de/notifications.json')
    policy: typeof import('../../locales/de/policy.json')
    reports: typeof import('../../locales/de/reports.json')
    rules: typeof import('../../locales/de/rules.json')
    search: typeof import('../../locales/de/search.json')
    session: typeof import('../../locales/de/session.json')
    settings: typeof import('../../locales/de/settings.json')
    setup: typeof import('../../locales/de/setup.json')
    snippets: typeof import('../../locales/de/snippets.json')
    steps: typeof import('../../locales/de/steps.json')
    tags: typeof import('../../locales/de/tags.json')
    thread: typeof import('../../locales/de/thread.json')
    try: typeof import('../../locales/de/try.json')
    views: typeof import('../../locales/de/views.json')
    webhooks: typeof import('../../locales/de/webhooks.json')
    workflows: typeof import('../../locales/de/workflows.json')
  }
>
