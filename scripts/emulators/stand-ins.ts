import { startExampleSystem } from './example-system.ts'
import { startGraphEmulator } from './graph.ts'
import { startGraphFront } from './graph-front.ts'
import { startInstagramEmulator } from './instagram.ts'
import { startLineEmulator } from './line.ts'
import { startMessengerEmulator } from './messenger.ts'
import { startTelegramEmulator } from './telegram.ts'
import { startTiktokEmulator } from './tiktok.ts'
import { startTwilioEmulator } from './twilio.ts'

/** One stand-in as somebody meets it who tries things out. */
export type StandIn = Readonly<{
  name: string
  /** Where it is, with a page to write as a customer and to see what was sent. */
  url: string
  /** What to enter in Fairlead, by the names of the form. */
  enter: Readonly<Record<string, string>>
  /** What to give to the stand-in of what Fairlead shows then; nothing where Fairlead tells it by itself. */
  wants: readonly ('webhookUrl' | 'verifyToken' | 'signingSecret')[]
  /** What goes to `/control/connect` beside it. */
  known: Readonly<Record<string, string>>
}>

export type StandIns = Readonly<{
  /** What Fairlead is started with to find them. */
  environment: Readonly<Record<string, string>>
  all: readonly StandIn[]
  stop(): Promise<void>
}>

const meta = { accessToken: 'emulated-access-token', appSecret: 'emulated-app-secret' }
const number = { phoneNumberId: '100000000000001', businessAccountId: '200000000000001' }
const botToken = '7000112233:AAEmulatedTokenOfNoUse_0123456789abc'
const twilio = { accountSid: `AC${'0123456789abcdef'.repeat(2)}`, authToken: 'fedcba9876543210'.repeat(2) }
const ownNumber = '+12065550123'
const line = { channelSecret: 'emulated-channel-secret', accessToken: 'emulated-channel-access-token' }
const tiktok = {
  appId: '7412345678901234567',
  appSecret: 'emulated-app-secret',
  accessToken: 'act.emulated',
  refreshToken: 'rft.emulated',
}

/** Every stand-in there is, on the ports from this one; 0: on any that are free. E-mail has none: its tests use real servers. */
export async function startStandIns(firstPort: number): Promise<StandIns> {
  await using stack = new AsyncDisposableStack()
  const port = (offset: number): number => (firstPort === 0 ? 0 : firstPort + offset)
  const started = async <T extends { stop(): Promise<void> }>(starting: Promise<T>): Promise<T> => {
    const one = await starting
    stack.defer(() => one.stop())
    return one
  }

  const whatsapp = await started(startGraphEmulator({ ...meta, port: port(2), numbers: [number] }))
  const messenger = await started(startMessengerEmulator({ ...meta, port: port(3) }))
  const instagram = await started(startInstagramEmulator({ ...meta, port: port(4) }))
  const whatsappLast = { url: whatsapp.url, has: () => true }
  const graph = await started(startGraphFront([messenger, instagram, whatsappLast], port(1)))
  const telegram = await started(startTelegramEmulator({ botToken, port: port(5) }))
  const sms = await started(startTwilioEmulator({ ...twilio, port: port(6), numbers: [{ number: ownNumber }] }))
  const lineEmulator = await started(startLineEmulator({ ...line, port: port(7), dataPort: port(8) }))
  const tiktokEmulator = await started(startTiktokEmulator({ ...tiktok, port: port(9) }))
  const system = await started(startExampleSystem({ port: port(10) }))

  const verified = ['webhookUrl', 'verifyToken'] as const
  const all: readonly StandIn[] = [
    { name: 'WhatsApp', url: whatsapp.url, enter: { ...number, ...meta }, wants: verified, known: number },
    { name: 'Messenger', url: messenger.url, enter: { pageId: messenger.pageId, ...meta }, wants: verified, known: {} },
    {
      name: 'Instagram',
      url: instagram.url,
      enter: { accountId: instagram.accountId, ...meta },
      wants: verified,
      known: {},
    },
    { name: 'Telegram', url: telegram.url, enter: { botToken }, wants: [], known: {} },
    {
      name: 'SMS (Twilio)',
      url: sms.url,
      enter: { ...twilio, number: ownNumber },
      wants: ['webhookUrl'],
      known: { number: ownNumber },
    },
    { name: 'LINE', url: lineEmulator.url, enter: line, wants: [], known: {} },
    {
      name: 'TikTok',
      url: tiktokEmulator.url,
      enter: { businessId: tiktokEmulator.businessId, ...tiktok },
      wants: [],
      known: {},
    },
    {
      name: 'Another system (API)',
      url: system.url,
      enter: { url: system.messagesUrl },
      wants: ['webhookUrl', 'signingSecret'],
      known: {},
    },
  ]
  const running = stack.move()
  return {
    environment: {
      FAIRLEAD_META_URL: graph.url,
      FAIRLEAD_INSTAGRAM_URL: instagram.url,
      FAIRLEAD_TELEGRAM_URL: telegram.url,
      FAIRLEAD_TWILIO_URL: sms.url,
      FAIRLEAD_LINE_URL: lineEmulator.url,
      FAIRLEAD_LINE_DATA_URL: lineEmulator.dataUrl,
      FAIRLEAD_TIKTOK_URL: tiktokEmulator.url,
      FAIRLEAD_ALLOW_PRIVATE_NETWORK: 'true',
    },
    all,
    stop: () => running.disposeAsync(),
  }
}
