import type { Failure, FailureCode, ProviderAnswer } from '../channel.ts'
import { bag, id, isBag, number, text, tryJson } from '../reading.ts'

type Meaning = Readonly<{ code: FailureCode; retry: 'never' | 'later'; isChannelBroken: boolean }>

const never = (code: FailureCode): Meaning => ({ code, retry: 'never', isChannelBroken: false })
const later = (code: FailureCode): Meaning => ({ code, retry: 'later', isChannelBroken: false })
const broken = (code: FailureCode): Meaning => ({ code, retry: 'never', isChannelBroken: true })

/** What the provider answers when it does not do what it was asked; `code` is an HTTP status. */
export type BotError = Readonly<{
  code: number
  description: string
  retryAfterMs: number | null
  movedTo: string | null
}>

/** The error in an answer's body, if there is one. */
export function botErrorIn(body: unknown): BotError | null {
  if (!isBag(body) || body.ok !== false) return null
  const parameters = bag(body.parameters)
  const seconds = number(parameters.retry_after)
  return {
    code: number(body.error_code) ?? 0,
    description: text(body.description) ?? 'no details',
    retryAfterMs: seconds !== null && seconds >= 0 ? seconds * 1000 : null,
    movedTo: id(parameters.migrate_to_chat_id),
  }
}

/** Why a request failed that may be made again without harm: everything but messages, and messages that were not taken. */
export function failureOf(answer: ProviderAnswer): Failure {
  if (answer.kind === 'no_answer') return failure(later('provider_down'), answer.detail, null)

  const error = botErrorIn(tryJson(answer.body))
  if (error === null) return failure(meaningOfStatus(answer.status), describe(answer), hintMs(answer))
  return failure(meaningOf(error), `${error.code}: ${error.description}`, error.retryAfterMs ?? hintMs(answer))
}

export function describe({ status, body }: Extract<ProviderAnswer, { kind: 'answer' }>): string {
  const start = body.replace(/\s+/g, ' ').trim().slice(0, 200)
  const isReadable = start !== '' && !start.startsWith('<')
  return withoutToken(isReadable ? `HTTP ${status}: ${start}` : `HTTP ${status}`)
}

/** Details are shown to agents and logged; whoever has the token is the bot. */
export function withoutToken(words: string): string {
  return words.replace(/\b(bot)?\d{3,20}(:|%3A)[\w-]{30,}/gi, 'bot…')
}

/**
 * Descriptions by how they begin, behind `Bad Request: ` or `Forbidden: `. Several say the same: names in capitals come
 * from deeper inside the provider.
 */
const descriptions: readonly (readonly [code: number, RegExp, Meaning])[] = [
  [403, /^bot was blocked by the user/, never('recipient_blocked')],
  [403, /^(user is deactivated|bot was kicked|bot is not a member)/, never('recipient_unavailable')],
  [403, /^bot can't (initiate conversation|send messages to)/, never('invalid_recipient')],

  // Only with formatting, without which it goes at last.
  [400, /^can't parse (message text|caption )?(entities|entity|message|text)/, later('unsupported_content')],
  [
    400,
    /^(chat not found|user not found|chat_id is empty|invalid user_id|peer_id_invalid|user_id_invalid)/,
    never('invalid_recipient'),
  ],
  [400, /^(group chat was upgraded|group is deactivated)/, never('invalid_recipient')],
  [400, /^(input_user_deactivated|user_deactivated)/, never('recipient_unavailable')],
  [400, /^(user_is_blocked|you_blocked_user)/, never('recipient_blocked')],
  [
    400,
    /^(message is too long|message caption is too long|media_caption_too_long|message_too_long)/,
    never('unsupported_content'),
  ],
  [400, /^(message text is empty|text must be non-empty|message must be non-empty)/, never('unsupported_content')],
  [
    400,
    /^(button_|reply markup|can't parse (inline )?(keyboard|reply)|voice_messages_forbidden)/,
    never('unsupported_content'),
  ],
  [
    400,
    /^(file is too big|file of size|file must be non-empty|wrong (file|remote file|type)|failed to get http url|invalid file_id)/,
    never('media_error'),
  ],
  [400, /^(photo_|image_|video_|media_|document_|webpage_|file_|sticker_|there is no )/, never('media_error')],
  // A business account lets a bot answer for it for a day after the customer wrote.
  [400, /^business_peer_(usage_missing|invalid)/, never('window_closed')],
  [400, /^(business|not enough rights|have no rights|chat_write_forbidden|chat_restricted)/, never('permission')],
]

const codes: ReadonlyMap<number, Meaning> = new Map([
  // The token: revoked; or of no form that was ever one.
  [401, broken('auth_invalid')],
  [404, broken('auth_invalid')],
  [403, never('permission')],
  // Somebody else uses the same bot.
  [409, broken('permission')],
  [413, never('media_error')],
  [420, later('rate_limited')],
  [429, later('rate_limited')],
])

function meaningOf({ code, description, movedTo }: BotError): Meaning {
  if (movedTo !== null) return never('invalid_recipient')
  const words = description.replace(/^(Bad Request|Forbidden): /i, '').toLowerCase()
  const known = descriptions.find(([of, pattern]) => of === code && pattern.test(words))
  return known?.[2] ?? codes.get(code) ?? (code >= 500 ? later('provider_down') : never('unknown'))
}

function meaningOfStatus(status: number): Meaning {
  if (status < 300 || status >= 500 || status === 408 || status === 425) return later('provider_down')
  // Somebody else's 404 in front of the provider says nothing about the token.
  if (status === 404) return never('unknown')
  return codes.get(status) ?? never('unknown')
}

function failure(meaning: Meaning, detail: string, retryAfterMs: number | null): Failure {
  return {
    kind: 'failure',
    ...meaning,
    detail: withoutToken(detail).slice(0, 500),
    retryAfterMs: meaning.retry === 'later' ? retryAfterMs : null,
  }
}

function hintMs({ headers }: Extract<ProviderAnswer, { kind: 'answer' }>): number | null {
  const seconds = number(headers.get('retry-after'))
  return seconds !== null && seconds >= 0 ? seconds * 1000 : null
}
