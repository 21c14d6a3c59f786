import { smsSegments } from '@fairlead/sdk'
import { type Fetched, fetchMedia } from './fetched.ts'
import { TwilioRefusal } from './refusal.ts'
import { type Chat, type ChatMessage, newMessage, newSid, type OwnNumber, type World } from './world.ts'

/** A message that was taken, and why it will fail after all, if it will. */
export type Taken = Readonly<{ chat: Chat; message: ChatMessage; status: string; failure: number | null }>

const maxBody = 1600
const maxMedia = 10

/** Takes a message as strictly as Twilio does. What it can tell only when it delivers comes back as a failure. */
export async function takeMessage(form: URLSearchParams, world: World): Promise<Taken> {
  const to = form.get('To') ?? ''
  const text = form.get('Body') ?? ''
  const mediaUrls = form.getAll('MediaUrl')
  const service = form.get('MessagingServiceSid')

  if (to === '') throw new TwilioRefusal(21604, "A 'To' phone number is required.")
  if (text === '' && mediaUrls.length === 0) throw new TwilioRefusal(21602, 'Message body is required.')
  if ([...text].length > maxBody) {
    throw new TwilioRefusal(21617, `The concatenated message body exceeds the ${maxBody} character limit`)
  }
  if (mediaUrls.length > maxMedia) throw new TwilioRefusal(21623, 'Number of media files exceeds allowed limit')
  if (!mediaUrls.every(isWebAddress)) throw new TwilioRefusal(21620, 'Invalid media URL(s)')
  const statusCallback = statusCallbackOf(form)
  if (!/^(\+[1-9]\d{6,14}|\d{3,8})$/.test(to)) throw new TwilioRefusal(21211, `Invalid 'To' Phone Number: ${to}`)

  const own = senderOf(form.get('From'), service, world)
  if (own.number === to) throw new TwilioRefusal(21266, "'To' and 'From' number cannot be the same")
  const person = world.person(to)
  if (person.isLandline) throw new TwilioRefusal(21614, `'To' number is not a valid mobile number: ${to}`)
  const chat = world.chat(own, person)
  if (chat.hasOptedOut) throw new TwilioRefusal(21610, 'Attempt to send to unsubscribed recipient')

  const fetched = await fetchMedia(mediaUrls)
  const message = write(chat, { text, fetched, messagingServiceSid: service, statusCallback }, world)
  return { chat, message, status: service === null ? 'queued' : 'accepted', failure: fateOf(chat, fetched) }
}

// A service chooses by itself, unless it is told which of its own; who was written to before is by the same again.
function senderOf(from: string | null, service: string | null, world: World): OwnNumber {
  if (from === null && service === null) {
    throw new TwilioRefusal(21603, "A 'From' or 'MessagingServiceSid' parameter is required.")
  }
  if (service === null) {
    const own = world.numbers.get(from ?? '')
    if (own === undefined) {
      throw new TwilioRefusal(21659, `'From' ${from} is not a Twilio phone number or Short Code country mismatch`)
    }
    if (!own.takesText) throw new TwilioRefusal(21606, `The 'From' phone number ${from} is not SMS-capable`)
    return own
  }

  if (!/^MG[0-9a-f]{32}$/i.test(service)) throw new TwilioRefusal(21705, 'The Messaging Service Sid is invalid')
  const pool = world.pool(service)
  const [first] = pool
  if (first === undefined) throw new TwilioRefusal(21703, 'The Messaging Service does not contain any phone numbers')
  if (from === null) return first
  const own = pool.find(({ number }) => number === from)
  if (own === undefined) throw new TwilioRefusal(21712, `The 'From' number ${from} is not in the Messaging Service`)
  return own
}

function statusCallbackOf(form: URLSearchParams): string | null {
  const url = form.get('StatusCallback')
  if (url !== null && !isWebAddress(url)) {
    throw new TwilioRefusal(21609, `The 'StatusCallback' URL ${url} is not a valid URL.`)
  }
  return url
}

function isWebAddress(url: string): boolean {
  return /^https?:$/.test(URL.parse(url)?.protocol ?? '')
}

type Said = Pick<ChatMessage, 'text' | 'messagingServiceSid' | 'statusCallback'> & Readonly<{ fetched: Fetched }>

function write(chat: Chat, { fetched, ...said }: Said, world: World): ChatMessage {
  const media = fetched.files.map((file) => ({ sid: newSid('ME'), ...file }))
  const { segments } = smsSegments(said.text)
  const isMultimedia = media.length > 0 || fetched.error !== null
  const own = { ...said, direction: 'out', author: 'product', at: world.clock.now(), segments, media } as const
  const message = newMessage(own, isMultimedia)
  chat.messages.push(message)
  return message
}

function fateOf({ person }: Chat, { error }: Fetched): number | null {
  if (error !== null) return error
  if (person.isBlocking) return 30004
  return person.isReachable ? null : 30003
}

export function describeMessage({ chat, message, status }: Taken, accountSid: string): object {
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${message.id}`
  const at = new Date(message.at).toUTCString().replace('GMT', '+0000')
  const isOut = message.direction === 'out'
  // A service says from which number only later.
  const own = status === 'accepted' ? null : chat.own.number
  return {
    sid: message.id,
    account_sid: accountSid,
    messaging_service_sid: message.messagingServiceSid,
    from: isOut ? own : chat.person.number,
    to: isOut ? chat.person.number : chat.own.number,
    body: message.text,
    status,
    direction: isOut ? 'outbound-api' : 'inbound',
    num_segments: status === 'accepted' ? '0' : String(message.segments),
    num_media: String(message.media.length),
    price: null,
    price_unit: 'USD',
    error_code: message.error,
    error_message: null,
    ...{ date_created: at, date_updated: at, date_sent: null, api_version: '2010-04-01' },
    uri: `${uri}.json`,
    subresource_uris: { media: `${uri}/Media.json` },
  }
}
