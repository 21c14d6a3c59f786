import type { Candidate, Conversation, Member, Presence, Team } from '@fairlead/sdk'

/** What is to be given to somebody: one conversation, or several of one team or of many. */
export type Subject = Readonly<{
  count: number
  /** Of one conversation: the engine is asked for it. */
  conversationId: string | null
  /** Null: none, or not the same for all. */
  teamId: string | null
  assigneeId: string | null
  skillIds: readonly string[]
  canUnassign: boolean
}>

export function subjectOf({ id, teamId, assigneeId, skillIds }: Conversation): Subject {
  return { count: 1, conversationId: id, teamId, assigneeId, skillIds, canUnassign: assigneeId !== null }
}

/** Several conversations; taking them back has a button of its own. */
export function subjectOfMany(conversations: readonly Conversation[]): Subject {
  const [only] = conversations
  if (only !== undefined && conversations.length === 1) return { ...subjectOf(only), canUnassign: false }
  const teamIds = new Set(conversations.map(({ teamId }) => teamId))
  return {
    count: conversations.length,
    conversationId: null,
    teamId: teamIds.size === 1 ? (only?.teamId ?? null) : null,
    assigneeId: null,
    skillIds: [],
    canUnassign: false,
  }
}

/** Somebody a conversation can be given to. Load and limit are known of the members of its team. */
export type PersonOption = Readonly<{
  id: string
  name: string
  presence: Presence
  candidate: Candidate | null
}>

export type AssignOptions = Readonly<{
  inTeam: readonly PersonOption[]
  others: readonly PersonOption[]
  teams: readonly Team[]
  canUnassign: boolean
}>

type Known = Readonly<{
  subject: Subject
  candidates: readonly Candidate[]
  members: Iterable<Member>
  teams: Iterable<Team>
}>

/** Who a conversation can be given to, best first: whom the engine would take, then who has room, then by name. */
export function assignOptionsOf({ subject, candidates, members, teams }: Known, search: string): AssignOptions {
  const matches = ({ name }: { name: string }) => fold(name).includes(fold(search.trim()))
  const ofTeam = new Set(candidates.map(({ memberId }) => memberId))

  return {
    inTeam: [...candidates]
      .filter(matches)
      .sort((a, b) => rank(a) - rank(b) || a.tier - b.tier || a.name.localeCompare(b.name))
      .map((candidate) => ({
        id: candidate.memberId,
        name: candidate.name,
        presence: candidate.presence,
        candidate,
      })),
    others: [...members]
      .filter((member) => !member.isDeactivated && !ofTeam.has(member.id) && matches(member))
      .sort((a, b) => a.name.localeCompare(b.name))
      .map(({ id, name, presence }) => ({ id, name, presence, candidate: null })),
    teams: [...teams].filter((team) => team.id !== subject.teamId && matches(team)),
    canUnassign: subject.canUnassign && search.trim() === '',
  }
}

/** What somebody would hold, of how many, when that is more than they should; null while there is room. */
export function overLimit(
  { load, limit, exclusion }: Pick<Candidate, 'load' | 'limit' | 'exclusion'>,
  count: number,
): Readonly<{ load: number; limit: number }> | null {
  if (limit === null) return null
  const isOver = exclusion === 'at_capacity' || load + count > limit
  return isOver ? { load: load + count, limit } : null
}

function rank({ isNext, preferredAs, exclusion }: Candidate): number {
  if (isNext) return 0
  if (preferredAs !== null) return 1
  return exclusion === null ? 2 : 3
}

// Ana finds Àna.
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLocaleLowerCase()
}
