import type { Candidate, Conversation, Member, Presence, Team } from '@fairlead/sdk'

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
  conversation: Conversation
  candidates: readonly Candidate[]
  members: Iterable<Member>
  teams: Iterable<Team>
}>

/** Who a conversation can be given to, best first: whom the engine would take, then who has room, then by name. */
export function assignOptionsOf({ conversation, candidates, members, teams }: Known, search: string): AssignOptions {
  const matches = ({ name }: { name: string }) => fold(name).includes(fold(search.trim()))
  const ofTeam = new Set(candidates.map(({ memberId }) => memberId))

  return {
    inTeam: [...candidates]
      .filter(matches)
      .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
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
    teams: [...teams].filter((team) => team.id !== conversation.teamId && matches(team)),
    canUnassign: conversation.assigneeId !== null && search.trim() === '',
  }
}

function rank({ isNext, exclusion }: Candidate): number {
  if (isNext) return 0
  return exclusion === null ? 1 : 2
}

// Ana finds Àna.
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLocaleLowerCase()
}
