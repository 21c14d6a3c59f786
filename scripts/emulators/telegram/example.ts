import type { Account, OutboundMessage } from '../../../server/src/channels/channel.ts'
import type { InboundMessage } from '../../../server/src/channels/inbound.ts'
import {
  telegram as adapter,
  type TelegramSecrets,
  type TelegramSettings,
} from '../../../server/src/channels/telegram/index.ts'
import { exampleAccount, exampleMessage } from '../../../server/src/channels/testing/example.ts'
import { type ExampleProduct, startExampleProduct } from '../desk/example-product.ts'
import { perform, performAll } from '../desk/perform.ts'
import { startTelegramEmulator } from '../telegram.ts'
import type { TelegramEmulator, TelegramEmulatorOptions } from './emulator.ts'

export const secrets: TelegramSecrets = {
  botToken: '7000112233:AAInventedTokenOfNoUse_0123456789abc',
  webhookSecret: 'our-own-secret',
}

export type TelegramStage = Readonly<{
  telegram: TelegramEmulator
  product: ExampleProduct
  account: Account<TelegramSettings, TelegramSecrets>
  send(change: Partial<OutboundMessage>, bytes?: Uint8Array<ArrayBuffer>, timeoutMs?: number): ReturnType<typeof sent>
  eventOf(messageId: string, customer?: string): InboundMessage
}>

export const mara = '5528190347'

/** The stand-in, and a product that is subscribed to it. */
export async function openTelegramStage(
  options: Partial<TelegramEmulatorOptions> = {},
): Promise<TelegramStage & AsyncDisposable> {
  const bare = exampleAccount('telegram', {
    settings: { botId: '7000112233', botUsername: 'example_shop_bot' },
    secrets,
  })
  const product = await startExampleProduct(adapter, bare)
  const telegram = await startTelegramEmulator({ botToken: secrets.botToken, ...options })
  const account = { ...bare, baseUrl: telegram.url, webhookUrl: product.webhookUrl }
  await performAll(adapter.subscribe(account))

  return {
    telegram,
    product,
    account,
    send: (change, bytes, timeoutMs) => sent(account, change, bytes, timeoutMs),
    eventOf: (messageId, customer = mara) => product.messageOf(`${customer}:${messageId}`),
    async [Symbol.asyncDispose]() {
      await telegram.stop()
      await product.stop()
    },
  }
}

async function sent(
  account: Account<TelegramSettings, TelegramSecrets>,
  change: Partial<OutboundMessage>,
  bytes?: Uint8Array<ArrayBuffer>,
  timeoutMs?: number,
) {
  return adapter.outcome(
    await perform(adapter.render(exampleMessage({ to: mara, ...change }), account), bytes, timeoutMs),
  )
}
