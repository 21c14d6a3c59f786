import type { MessageContent } from '@fairlead/sdk'
import { type Bag, bag, bags, id, number, storableData, string, text } from '../../reading.ts'
import { type Body, said } from './body.ts'

export function parseLocation(message: Bag): Body | null {
  const place = placeIn(message.location, {})
  return place && said('', { kind: 'location', content: { location: place } })
}

/** A location with a name; its location stands beside it too. */
export function parseVenue(message: Bag): Body | null {
  const venue = bag(message.venue)
  const place = placeIn(venue.location ?? message.location, venue)
  return place && said('', { kind: 'location', content: { location: place } })
}

/** Where somebody is who shares it for a while: as text, for the message they shared it in. */
export function whereabouts(body: Body): string | null {
  const { location } = body.content
  return location === undefined ? null : `${location.latitude}, ${location.longitude}`
}

function placeIn(value: unknown, venue: Bag): NonNullable<MessageContent['location']> | null {
  const { latitude, longitude } = bag(value)
  const [north, east] = [number(latitude), number(longitude)]
  if (north === null || east === null || Math.abs(north) > 90 || Math.abs(east) > 180) return null
  return { latitude: north, longitude: east, name: text(venue.title), address: text(venue.address) }
}

export function parseContact(message: Bag): Body | null {
  const contact = bag(message.contact)
  const phone = text(contact.phone_number)
  const names = [text(contact.first_name), text(contact.last_name)].filter((part) => part !== null)
  const emails = [...(string(contact.vcard) ?? '').matchAll(/^EMAIL[^:\n]*:(.+?)\r?$/gim)]
  if (phone === null && names.length === 0) return null

  const card = {
    name: names.join(' ') || (phone ?? ''),
    phones: phone === null ? [] : [{ phone, type: null }],
    emails: emails.flatMap(([, email = '']) => (email.trim() === '' ? [] : [{ email: email.trim(), type: null }])),
  }
  return said('', { kind: 'contacts', content: { contacts: [card] } })
}

/** The number is proved to be theirs when they share themselves. */
export function ownPhone(message: Bag, address: string): string | null {
  const contact = bag(message.contact)
  const digits = text(contact.phone_number)?.replace(/\D/g, '') ?? ''
  return id(contact.user_id) === address && /^[1-9]\d{5,14}$/.test(digits) ? `+${digits}` : null
}

/** Nobody can vote from here, but the question and its answers can be read. */
export function parsePoll(message: Bag): Body | null {
  const poll = bag(message.poll)
  return listBody('poll', poll.question, bags(poll.options))
}

export function parseChecklist(message: Bag): Body | null {
  const list = bag(message.checklist)
  return listBody('checklist', list.title, bags(list.tasks))
}

function listBody(name: string, title: unknown, items: readonly Bag[]): Body {
  const lines = [text(title), ...items.map((item) => text(item.text))].filter((line) => line !== null)
  return said(lines.map((line, index) => (index === 0 ? line : `• ${line}`)).join('\n'), {
    kind: 'unsupported',
    content: { unsupported: name },
  })
}

export function parseDice(message: Bag): Body | null {
  const dice = bag(message.dice)
  const value = number(dice.value)
  // The widest of them, a slot machine, has 64 faces.
  return value === null || value < 1 || value > 64 ? null : said(`${text(dice.emoji) ?? '🎲'} ${value}`)
}

/** A story that was sent on. It can be looked at where whoever tells it has a name. */
export function parseStory(message: Bag): Body | null {
  const url = storyUrl(bag(message.story))
  if (url === null) return null
  const chat = bag(bag(message.story).chat)
  return said('', { content: { link: { url, title: text(chat.title) ?? text(chat.first_name) } } })
}

export function storyUrl(story: Bag): string | null {
  const username = text(bag(story.chat).username)
  const storyId = id(story.id)
  return username === null || storyId === null ? null : `https://t.me/${encodeURIComponent(username)}/s/${storyId}`
}

/** What a page of ours inside the app sent when its button was pressed. */
export function parseWebAppData(message: Bag): Body | null {
  const { data, button_text: title } = bag(message.web_app_data)
  const sent = string(data)
  if (sent === null) return null
  const choice = { id: 'web_app', title: text(title) ?? 'web_app', data: storableData(sent) }
  return said(choice.title, { kind: 'interactive', content: { choice } })
}
