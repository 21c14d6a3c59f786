import type { OutboundFeature } from '../capabilities.ts'
import type { Account, Channel, OutboundMessage, ProviderAnswer, WebhookRequest } from '../channel.ts'
import { describeAnswers } from './answers.ts'
import type { Fixture } from './captured.ts'
import { describeDoor } from './door.ts'
import { describePayloads } from './payloads.ts'
import { describeSending } from './sending.ts'
import { describeSignatures } from './signatures.ts'

/**
 * What the suite needs to know of a type.
 *
 * @example
 * describeChannel({
 *   channel: whatsapp,
 *   account,
 *   fixtures: capturedIn(new URL('./fixtures/', import.meta.url)),
 *   ignored: ['call', 'group'],
 *   webhook: {
 *     header: 'x-hub-signature-256',
 *     sign: ({ body }, { secrets }) => `sha256=${hmac('sha256', secrets.appSecret, body, 'hex')}`,
 *     accountWith: (appSecret) => ({ ...account, secrets: { ...account.secrets, appSecret } }),
 *   },
 *   to: '447700900001',
 *   strangers: ['mara@example.net', ''],
 *   taken: exampleAnswer(200, '{"messages":[{"id":"wamid.OUT1"}]}'),
 * })
 */
export type ChannelExample<Settings, Secrets> = Readonly<{
  channel: Channel<NoInfer<Settings>, NoInfer<Secrets>>
  account: Account<Settings, Secrets>
  fixtures: readonly Fixture[]
  /** The fixtures that are nothing for us, or of which a part is. All else must be read without a loss. */
  ignored?: readonly string[]
  /** Null: nothing is posted to us. */
  webhook: ExampleWebhook<Settings, Secrets> | null
  /** Whom we can write to, and whom not. */
  to: string
  strangers: readonly string[]
  /** What every message of this type has, such as the mail's subject. */
  message?: Partial<OutboundMessage>
  /** What a message has to be to show a feature, where the suite's own is not good enough. */
  sends?: Partial<Record<OutboundFeature, Partial<OutboundMessage>>>
  /** What this type must refuse beside what all must, by why. */
  refuses?: Readonly<Record<string, Partial<OutboundMessage>>>
  /** The provider's answer to a message it took. */
  taken: Extract<ProviderAnswer, { kind: 'answer' }>
}>

export type ExampleWebhook<Settings, Secrets> = Readonly<{
  /** Which header bears the signature, and what is in it; `at`: when it is made. */
  header: string
  sign(request: WebhookRequest, account: Account<Settings, Secrets>, at: number): string
  /** The account with another secret to sign by; it may be empty. */
  accountWith(secret: string): Account<Settings, Secrets>
  /** False: it is a token, the same whatever is posted. */
  isOverBody?: boolean
  /** It says when it was made, and is worth nothing after a while. */
  tellsTime?: boolean
  /** What else the provider's requests have in their head. */
  headers?: Readonly<Record<string, string>>
}>

/** Runs what every adapter must keep. Called once, by the `contract.test.ts` of its folder. Needs a database: `npm test -- <folder>`. */
export function describeChannel<Settings extends object, Secrets extends object>(
  example: ChannelExample<Settings, Secrets>,
): void {
  if (example.webhook !== null) describeSignatures(example, example.webhook)
  describePayloads(example)
  describeSending(example)
  describeAnswers(example)
  describeDoor(example)
}
