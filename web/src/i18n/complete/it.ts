/** A text that is missing in Italian does not compile. */
import type { Texts } from '../texts.ts'
import type { Complete } from './complete.ts'

export type Italian = Complete<
  Texts,
  {
    assignment: typeof import('../../locales/it/assignment.json')
    builder: typeof import('../../locales/it/builder.json')
    channels: typeof import('../../locales/it/channels/general.json') & {
      webchat: typeof import('../../locales/it/channels/webchat.json')
      whatsapp: typeof import('../../locales/it/channels/whatsapp.json')
      email: typeof import('../../locales/it/channels/email.json')
      messenger: typeof import('../../locales/it/channels/messenger.json')
      instagram: typeof import('../../locales/it/channels/instagram.json')
      telegram: typeof import('../../locales/it/channels/telegram.json')
      sms: typeof import('../../locales/it/channels/sms.json')
      line: typeof import('../../locales/it/channels/line.json')
      tiktok: typeof import('../../locales/it/channels/tiktok.json')
      api: typeof import('../../locales/it/channels/api.json')
    }
    closing: typeof import('../../locales/it/closing.json')
    commands: typeof import('../../locales/it/commands.json')
    common: typeof import('../../locales/it/common.json')
    contacts: typeof import('../../locales/it/contacts.json')
    fields: typeof import('../../locales/it/fields.json')
    hours: typeof import('../../locales/it/hours.json')
    inbox: typeof import('../../locales/it/inbox.json')
    macros: typeof import('../../locales/it/macros.json')
    members: typeof import('../../locales/it/members.json')
    notifications: typeof import('../../locales/it/notifications.json')
    policy: typeof import('../../locales/it/policy.json')
    reports: typeof import('../../locales/it/reports.json')
    rules: typeof import('../../locales/it/rules.json')
    search: typeof import('../../locales/it/search.json')
    session: typeof import('../../locales/it/session.json')
    settings: typeof import('../../locales/it/settings.json')
    setup: typeof import('../../locales/it/setup.json')
    snippets: typeof import('../../locales/it/snippets.json')
    steps: typeof import('../../locales/it/steps.json')
    tags: typeof import('../../locales/it/tags.json')
    thread: typeof import('../../locales/it/thread.json')
    try: typeof import('../../locales/it/try.json')
    views: typeof import('../../locales/it/views.json')
    webhooks: typeof import('../../locales/it/webhooks.json')
    workflows: typeof import('../../locales/it/workflows.json')
  }
>
