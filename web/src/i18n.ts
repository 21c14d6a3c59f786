import i18n from 'i18next'
import { initReactI18next } from 'react-i18next'
import assignment from './locales/en/assignment.json'
import apiChannel from './locales/en/channels/api.json'
import emailChannel from './locales/en/channels/email.json'
import generalChannel from './locales/en/channels/general.json'
import instagramChannel from './locales/en/channels/instagram.json'
import lineChannel from './locales/en/channels/line.json'
import messengerChannel from './locales/en/channels/messenger.json'
import smsChannel from './locales/en/channels/sms.json'
import telegramChannel from './locales/en/channels/telegram.json'
import tiktokChannel from './locales/en/channels/tiktok.json'
import webchatChannel from './locales/en/channels/webchat.json'
import whatsappChannel from './locales/en/channels/whatsapp.json'
import common from './locales/en/common.json'
import hours from './locales/en/hours.json'
import inbox from './locales/en/inbox.json'
import members from './locales/en/members.json'
import policy from './locales/en/policy.json'
import reports from './locales/en/reports.json'
import session from './locales/en/session.json'
import settings from './locales/en/settings.json'
import setup from './locales/en/setup.json'

// A file for each type of channel: what all of them say stands beside them.
const channels = {
  ...generalChannel,
  webchat: webchatChannel,
  whatsapp: whatsappChannel,
  email: emailChannel,
  messenger: messengerChannel,
  instagram: instagramChannel,
  telegram: telegramChannel,
  sms: smsChannel,
  line: lineChannel,
  tiktok: tiktokChannel,
  api: apiChannel,
}

const english = { assignment, channels, common, hours, inbox, members, policy, reports, session, settings, setup }

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: typeof english
  }
}

/** Ready before the first render: the texts are part of the bundle. */
export async function startTranslations(): Promise<void> {
  await i18n.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: english },
    defaultNS: 'common',
    ns: Object.keys(english),
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  })
  document.documentElement.lang = i18n.language
  document.documentElement.dir = i18n.dir()
}
