import type { Crowd } from './crowd.ts'
import { openApi } from './crowds/api.ts'
import { openInstagram } from './crowds/instagram.ts'
import { openLine } from './crowds/line.ts'
import { openMessenger } from './crowds/messenger.ts'
import { openSms } from './crowds/sms.ts'
import { openTelegram } from './crowds/telegram.ts'
import { openTiktok } from './crowds/tiktok.ts'
import { openWhatsapp } from './crowds/whatsapp.ts'

/** Those whose providers have a stand-in. E-mail has servers of its own, and web chat has no provider between. */
export const crowds: Readonly<Record<string, () => Promise<Crowd>>> = {
  messenger: openMessenger,
  instagram: openInstagram,
  whatsapp: openWhatsapp,
  telegram: openTelegram,
  sms: openSms,
  line: openLine,
  tiktok: openTiktok,
  api: openApi,
}
