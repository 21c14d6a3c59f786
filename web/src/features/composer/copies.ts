import type { Message } from '@fairlead/sdk'

const address = /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/

export function isAddress(text: string): boolean {
  return address.test(text.trim())
}

/**
 * Who else got the contact's last mail: whoever answers all writes to them too. Neither the contact, who is written to
 * anyhow, nor our own addresses. `messages`: newest first.
 */
export function otherRecipients(messages: readonly Message[], own: readonly string[]): readonly string[] {
  const mail = messages.find(({ author, content }) => author.type === 'contact' && content.mail)?.content.mail
  if (!mail) return []
  const known = new Set([...own, mail.from].map(bare))
  const others = new Map<string, string>()
  for (const recipient of [...mail.to, ...mail.cc].map(bare)) {
    if (!known.has(recipient) && isAddress(recipient)) others.set(recipient, recipient)
  }
  return [...others.values()]
}

// "Ana Example <ana@example.com>" or the address alone; ours may carry the mark of a conversation after a plus.
function bare(recipient: string): string {
  const within = /<([^<>]*)>\s*$/.exec(recipient)?.[1] ?? recipient
  return within
    .trim()
    .toLowerCase()
    .replace(/\+c-[^@]*@/, '@')
}
