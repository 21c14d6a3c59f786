import type { Crowd } from './crowd.ts'
import { openApi } from './crowds/api.ts'
import { openInstagram } from './crowds/instagram.ts'
import { openLine } from './crowds/line.ts'
import { openMessenger } from './crowds/messenger.ts'
import { openSms } from './crowds/sms.ts'
import { openTelegram } from './crowds/telegram.ts'
import { openTiktok } from './crowds/tiktok.ts'
import { openWhatsapp } from './crowds/whatsapp.ts'

/**
 * Those whose providers have a stand-in. Web chat has no provider between; e-mail goes by SMTP and IMAP, whose servers know
 * no such faults, and is shown by its own tests.
 */
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
