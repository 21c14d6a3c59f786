import { type Composing, type Contact, type Conversation, composing } from '@fairlead/sdk'

export type ComposerState =
  | Readonly<{ kind: 'conversation_closed' }>
  /** Whoever it is does not want to be written to, or has shut us out. */
  | Readonly<{ kind: 'refused'; standing: 'blocked' | 'opted_out' }>
  | Readonly<{ kind: 'template' }>
  | Readonly<{ kind: 'window_over'; endedAt: string; hours: number }>
  /** `humanUntil`: the time for everything is over, and people may still write until then. */
  | Readonly<{ kind: 'open'; humanUntil: string | null }>

type Facts = Pick<Conversation, 'status' | 'channelId' | 'channelType' | 'windowEndsAt' | 'humanWindowEndsAt'>

/** Whether a reply can be written now and how, by what the channel's type can do. `identities`: as far as they are known. */
export function composerStateOf(
  { status, channelId, channelType, windowEndsAt, humanWindowEndsAt }: Facts,
  identities: Contact['identities'],
  now: number,
): ComposerState {
  const { window, hasTemplates }: Composing = composing[channelType]
  if (status === 'closed') return { kind: 'conversation_closed' }
  const standing = standingOf(identities.filter((identity) => identity.channelId === channelId))
  if (standing !== 'ok') return { kind: 'refused', standing }

  if (windowEndsAt === null || Date.parse(windowEndsAt) > now) return { kind: 'open', humanUntil: null }
  if (humanWindowEndsAt !== null && Date.parse(humanWindowEndsAt) > now) {
    return { kind: 'open', humanUntil: humanWindowEndsAt }
  }
  if (hasTemplates) return { kind: 'template' }
  const isHuman = humanWindowEndsAt !== null
  const hours = (isHuman ? window?.humanHours : null) ?? window?.hours ?? 24
  return { kind: 'window_over', endedAt: humanWindowEndsAt ?? windowEndsAt, hours }
}

// Somebody may have two numbers on a channel: as long as one is open, the server decides.
function standingOf(identities: Contact['identities']): 'ok' | 'blocked' | 'opted_out' {
  if (identities.some(({ standing }) => standing === 'ok')) return 'ok'
  return identities[0]?.standing ?? 'ok'
}
