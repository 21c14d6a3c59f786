import type { JsonObject } from '../desk/json.ts'
import type { Chat, ChatMessage, Person, StoredFile } from './world.ts'

export type Bot = Readonly<{ id: number; firstName: string; username: string }>

export function presentBot({ id, firstName, username }: Bot): JsonObject {
  return { id, is_bot: true, first_name: firstName, username }
}

export function presentPerson({ id, firstName, lastName, username, languageCode }: Person): JsonObject {
  return {
    ...{ id, is_bot: false, first_name: firstName },
    ...(lastName !== null && { last_name: lastName }),
    ...(username !== null && { username }),
    ...(languageCode !== null && { language_code: languageCode }),
  }
}

export function presentChat({ id, firstName, lastName, username }: Person): JsonObject {
  return {
    ...{ id, first_name: firstName },
    ...(lastName !== null && { last_name: lastName }),
    ...(username !== null && { username }),
    type: 'private',
  }
}

/** The message as whoever is in the chat sees it; what it answers is shown one level deep. */
export function presentMessage(message: ChatMessage, chat: Chat, bot: Bot, isAnswered = false): JsonObject {
  const replied = isAnswered ? null : (chat.messages.find(({ id }) => id === message.replyTo) ?? null)
  return {
    message_id: message.id,
    from: message.direction === 'in' ? presentPerson(chat.person) : presentBot(bot),
    chat: presentChat(chat.person),
    date: message.date,
    ...(replied !== null && { reply_to_message: presentMessage(replied, chat, bot, true) }),
    ...message.content,
    ...(message.buttons.length > 0 && { reply_markup: { inline_keyboard: message.buttons } }),
  }
}

export function presentFile({ id, uniqueId, bytes }: StoredFile): JsonObject {
  return { file_id: id, file_unique_id: uniqueId, file_size: bytes.length }
}

/** A picture is shown in several sizes; the last is the picture. */
export function presentPhoto(file: StoredFile): readonly JsonObject[] {
  const thumbnail = { file_id: `${file.id}s`, file_unique_id: `${file.uniqueId}s`, file_size: 90 }
  return [
    { ...thumbnail, width: 90, height: 67 },
    { ...presentFile(file), width: 1280, height: 960 },
  ]
}
