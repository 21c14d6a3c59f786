import { applyToConversation, type Conversation, conversationChangeOf, type Event } from '@fairlead/sdk'

export type ConversationPage = Readonly<{ data: readonly Conversation[]; nextCursor: string | null }>

/** The conversations of a contact after an event; the same pages where it says nothing of them. */
export function applyToPages(
  pages: readonly ConversationPage[],
  contactId: string,
  event: Event,
): readonly ConversationPage[] {
  if (event.type === 'conversation.opened') {
    const { conversation } = event.data
    const isKnown = pages.some(({ data }) => data.some(({ id }) => id === conversation.id))
    const [first, ...rest] = pages
    if (!isKnown && conversation.contact.id === contactId && first !== undefined) {
      return [{ ...first, data: [conversation, ...first.data] }, ...rest]
    }
  }
  const next = pages.map((page) => applyToPage(page, event))
  return next.some((page, index) => page !== pages[index]) ? next : pages
}

/** Whether a conversation went to another contact, or back: then nobody knows where it stands in the lists. */
export function movesToContact(event: Event): boolean {
  if (event.type === 'contact.merged') return true
  return event.type !== 'conversation.opened' && conversationChangeOf(event)?.contact !== undefined
}

function applyToPage(page: ConversationPage, event: Event): ConversationPage {
  const data = page.data.map((conversation) => applyToConversation(conversation, event))
  return data.some((conversation, index) => conversation !== page.data[index]) ? { ...page, data } : page
}
