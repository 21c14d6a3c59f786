import { isObject, type JsonObject } from '../desk/json.ts'
import { type Parsed, parseHtml } from './html.ts'
import { objectOf, type Params, requireKnown, textOf, wholeNumber } from './params.ts'
import { type Bot, presentFile, presentMessage, presentPhoto } from './present.ts'
import { bad, forbidden } from './refusal.ts'
import type { Button, Chat, StoredFile, World } from './world.ts'

const MEGABYTE = 1024 * 1024
const shared = [
  ...['chat_id', 'business_connection_id', 'message_thread_id', 'parse_mode', 'disable_notification'],
  ...['protect_content', 'reply_parameters', 'reply_markup'],
]

/** The methods that send a file, by the field its bytes go in. */
export const fileMethods: ReadonlyMap<string, string> = new Map([
  ['sendPhoto', 'photo'],
  ['sendDocument', 'document'],
  ['sendVideo', 'video'],
  ['sendAnimation', 'animation'],
  ['sendAudio', 'audio'],
  ['sendVoice', 'voice'],
])

export function sendMessage(params: Params, world: World, bot: Bot): JsonObject {
  requireKnown(params, [...shared, 'text', 'entities', 'link_preview_options'])
  const chat = reachable(params.values.chat_id, world)
  const { text, entities } = formatted(params.values, params.values.text)
  if (text.trim() === '') throw bad('message text is empty')
  if (text.length > 4096) throw bad('message is too long')

  const content = { text, ...(entities.length > 0 && { entities }) }
  const about = surroundings(params.values, chat)
  return presentMessage(
    world.write(chat, { direction: 'out', type: 'text', content, text, entities, ...about }),
    chat,
    bot,
  )
}

export function sendFile(method: string, field: string, params: Params, world: World, bot: Bot): JsonObject {
  requireKnown(params, [...shared, 'caption', 'caption_entities', field])
  const chat = reachable(params.values.chat_id, world)
  const { text, entities } = formatted(params.values, params.values.caption)
  if (text.length > 1024) throw bad('message caption is too long')
  const about = surroundings(params.values, chat)
  const file = takeFile(field, params, world)

  const content = {
    ...(field === 'photo'
      ? { photo: presentPhoto(file) }
      : { [field]: { ...presentFile(file), file_name: file.name, mime_type: file.type } }),
    ...(text !== '' && { caption: text }),
    ...(entities.length > 0 && { caption_entities: entities }),
  }
  const shown = { name: file.name ?? '', type: file.type, size: file.bytes.length }
  const type = method.slice('send'.length).toLowerCase()
  return presentMessage(
    world.write(chat, { direction: 'out', type, content, text, entities, file: shown, ...about }),
    chat,
    bot,
  )
}

/** The chat with somebody who may be written to. @throws {BotRefusal} when nobody may, in the provider's words. */
export function reachable(value: unknown, world: World): Chat {
  const id = wholeNumber(value)
  if (textOf(value) === '') throw bad('chat_id is empty')
  const chat = id === null ? null : world.findChat(id)
  if (chat === null) throw bad('chat not found')
  if (chat.person.isDeactivated) throw forbidden('user is deactivated')
  if (!chat.person.hasStarted) throw forbidden("bot can't initiate conversation with a user")
  if (chat.person.hasBlocked) throw forbidden('bot was blocked by the user')
  return chat
}

function formatted(values: JsonObject, text: unknown): Parsed {
  const source = textOf(text)
  const mode = textOf(values.parse_mode).toLowerCase()
  if (mode === '') return { text: source, entities: [] }
  if (mode !== 'html') throw bad('unsupported parse_mode')
  return parseHtml(source)
}

function surroundings(
  values: JsonObject,
  chat: Chat,
): Readonly<{ replyTo: number | null; buttons: readonly (readonly Button[])[] }> {
  const reply = objectOf(values.reply_parameters, 'reply parameters')
  const replyTo = reply === null ? null : wholeNumber(reply.message_id)
  if (reply !== null && replyTo === null)
    throw bad('can\'t parse reply parameters: field "message_id" must be a number')
  const isThere = chat.messages.some(({ id }) => id === replyTo)
  if (replyTo !== null && !isThere && reply?.allow_sending_without_reply !== true) {
    throw bad('message to be replied not found')
  }
  return { replyTo: isThere ? replyTo : null, buttons: buttonsOf(values) }
}

function buttonsOf(values: JsonObject): readonly (readonly Button[])[] {
  const markup = objectOf(values.reply_markup, 'reply keyboard markup')
  if (markup === null) return []
  const rows = markup.inline_keyboard
  if (!Array.isArray(rows) || !rows.every(Array.isArray)) throw bad("can't parse reply keyboard markup JSON object")
  const buttons = rows.map((row: readonly unknown[]) => row.map(buttonOf))
  if (buttons.flat().length > 100) throw bad('reply markup is too long')
  return buttons
}

function buttonOf(value: unknown): Button {
  if (!isObject(value)) throw bad("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
  const { text, callback_data: data, url } = value
  if (typeof text !== 'string') throw bad('can\'t parse inline keyboard button: Can\'t find field "text"')
  if (text.trim() === '') throw bad("can't parse inline keyboard button: button text must be non-empty")
  if (typeof url === 'string') return { text, url }
  if (typeof data !== 'string') throw bad('text buttons are unallowed in the inline keyboard')
  if (data === '' || Buffer.byteLength(data) > 64) throw bad('BUTTON_DATA_INVALID')
  return { text, callback_data: data }
}

function takeFile(field: string, { values, files }: Params, world: World): StoredFile {
  const given = textOf(values[field])
  const uploaded = given.startsWith('attach://') ? files.get(given.slice('attach://'.length)) : files.get(field)
  if (uploaded === undefined) return knownFile(given, field, world)
  if (uploaded.bytes.length === 0) throw bad('file must be non-empty')
  if (field === 'photo' && uploaded.bytes.length > 10 * MEGABYTE) {
    throw bad(
      `file of size ${uploaded.bytes.length} bytes is too big for a photo; the maximum size is ${10 * MEGABYTE} bytes`,
    )
  }
  if (field === 'photo' && !/^image\/(jpeg|png|webp|gif|bmp)$/.test(uploaded.type)) throw bad('IMAGE_PROCESS_FAILED')
  return world.addFile(`${field}s`, uploaded)
}

function knownFile(given: string, field: string, world: World): StoredFile {
  if (given === '') throw bad(`there is no ${field} in the request`)
  const known = world.file(given)
  if (known !== null) return known
  // Addresses are fetched by the provider, and a stand-in fetches nothing.
  throw bad(URL.canParse(given) ? 'failed to get HTTP URL content' : 'wrong file identifier/HTTP URL specified')
}
