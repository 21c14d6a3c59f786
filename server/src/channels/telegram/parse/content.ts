import { type Bag, string } from '../../reading.ts'
import { type Body, said } from './body.ts'
import { parseAnimation, parseAudio, parseFile, parsePhoto, parseSticker, parseVoice } from './media.ts'
import { parseText } from './text.ts'
import {
  parseChecklist,
  parseContact,
  parseDice,
  parseLocation,
  parsePoll,
  parseStory,
  parseVenue,
  parseWebAppData,
} from './things.ts'

/** By the key that says what a message is. An animation stands beside a document, and a venue beside a location. */
const readers: readonly (readonly [key: string, read: (message: Bag) => Body | null])[] = [
  ['text', (message) => said(parseText(message.text, message.entities))],
  ['animation', parseAnimation],
  ['photo', parsePhoto],
  ['video', parseFile('video', 'video', 'video/mp4')],
  ['video_note', parseFile('video_note', 'video', 'video/mp4')],
  ['voice', parseVoice],
  ['audio', parseAudio],
  ['document', parseFile('document', 'document', null)],
  ['sticker', parseSticker],
  ['venue', parseVenue],
  ['location', parseLocation],
  ['contact', parseContact],
  ['poll', parsePoll],
  ['checklist', parseChecklist],
  ['dice', parseDice],
  ['story', parseStory],
  ['web_app_data', parseWebAppData],
]

/** What a message says; what nobody has a reader for is kept by its name. */
export function parseContent(message: Bag): Body {
  for (const [key, read] of readers) {
    const body = message[key] === undefined ? null : read(message)
    if (body !== null) return body
  }
  const words = string(message.text) ?? string(message.caption) ?? ''
  return said(words, { kind: 'unsupported', content: { unsupported: nameOf(message) } })
}

/** What the provider itself says in a chat: nobody wrote it. */
export function serviceIn(message: Bag): string | null {
  return Object.keys(message).find((key) => service.test(key)) ?? null
}

const service =
  /^(new_chat_|left_chat_|delete_chat_|(group|supergroup|channel)_chat_created$|message_auto_delete_timer_changed$|migrate_(to|from)_chat_id$|pinned_message$|connected_website$|write_access_allowed$|proximity_alert_triggered$|boost_added$|chat_background_set$|(general_)?forum_topic_|video_chat_|giveaway|checklist_tasks_|suggested_post_(approved|approval|declined|paid|refunded)|direct_message_price_changed$|paid_message_price_changed$|chat_owner_)/

function nameOf(message: Bag): string {
  return (
    Object.keys(message)
      .find((key) => !envelope.has(key))
      ?.toWellFormed()
      .replaceAll('\u0000', '')
      .slice(0, 100) || 'unknown'
  )
}

/** What a message has around what it says. */
const envelope: ReadonlySet<string> = new Set([
  ...['message_id', 'message_thread_id', 'direct_messages_topic', 'from', 'sender_chat', 'sender_boost_count'],
  ...['sender_business_bot', 'sender_tag', 'date', 'business_connection_id', 'chat', 'forward_origin', 'forward_from'],
  ...['forward_from_chat', 'forward_from_message_id', 'forward_signature', 'forward_sender_name', 'forward_date'],
  ...['is_topic_message', 'is_automatic_forward', 'reply_to_message', 'external_reply', 'quote', 'reply_to_story'],
  ...['reply_to_checklist_task_id', 'via_bot', 'edit_date', 'has_protected_content', 'is_from_offline', 'is_paid_post'],
  ...['media_group_id', 'author_signature', 'paid_star_count', 'entities', 'caption', 'caption_entities'],
  ...['link_preview_options', 'suggested_post_info', 'effect_id', 'show_caption_above_media', 'has_media_spoiler'],
  ...['reply_markup'],
])
