import type { MessageContent } from '@fairlead/sdk'
import { type Bag, bag, bags, id, text } from '../../reading.ts'
import type { Body } from './body.ts'

type Card = NonNullable<MessageContent['contacts']>[number]

export function parseContacts(message: Bag): Body | null {
  const cards = bags(message.contacts).map(card)
  return cards.length === 0 ? null : { kind: 'contacts', text: '', content: { contacts: cards }, attachments: [] }
}

// Everything but the name may be missing, and a phone may be known by its WhatsApp id alone.
function card(contact: Bag): Card {
  const name = bag(contact.name)
  const parts = [name.first_name, name.middle_name, name.last_name].map(text).filter((part) => part !== null)

  return {
    name: text(name.formatted_name) ?? parts.join(' '),
    phones: bags(contact.phones).flatMap(({ phone, wa_id, type }) => {
      const waId = id(wa_id)
      const written = text(phone) ?? (waId === null ? null : `+${waId}`)
      return written === null ? [] : [{ phone: written, type: text(type) }]
    }),
    emails: bags(contact.emails).flatMap(({ email, type }) => {
      const address = text(email)
      return address === null ? [] : [{ email: address, type: text(type) }]
    }),
  }
}
