import type { Message } from '@fairlead/sdk'

const address = /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/
/** As many as an answer may be copied to. */
const most = 20

export function isAddress(text: string): boolean {
  return address.test(text.trim())
}

type About = Readonly<{ own: readonly string[]; contactId: string }>

/**
 * Who else was in the last mail, of theirs or ours: whoever answers all writes to them too. Neither the contact, who is
 * written to anyhow, nor our own addresses, nor who was just refused; what a machine wrote invites nobody. `messages`: newest first.
 */
export function otherRecipients(messages: readonly Message[], { own, contactId }: About): readonly string[] {
  const last = messages.find(({ content, state }) => content.mail && !content.isAutomatic && state !== 'failed')
  if (!last?.content.mail) return []
  const { from, to, cc, refused = [] } = last.content.mail
  const theirs = messages.flatMap(({ author, content }) =>
    author.type === 'contact' && author.id === contactId && content.mail ? [content.mail.from] : [],
  )
  // What is ours goes to the contact first, whom we may not have heard of from there.
  const people = last.author.type === 'contact' ? [from, ...to, ...cc] : [...to.slice(1), ...cc]
  const known = new Set([...own, ...theirs, ...refused.map(({ address }) => address)].map(bare))
  const others = people.map(bare).filter((each) => !known.has(each) && isAddress(each))
  return [...new Set(others)].slice(0, most)
}

// "Ana Example <ana@example.com>" or the address alone; ours may carry the mark of a conversation after a plus.
function bare(recipient: string): string {
  const within = /<([^<>]*)>\s*$/.exec(recipient)?.[1] ?? recipient
  return within
    .trim()
    .toLowerCase()
    .replace(/\+c-[^@]*@/, '@')
}
