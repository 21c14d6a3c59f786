import type { Channel, Event, Member, Workspace } from '@fairlead/sdk'
import type { QueryClient } from '@tanstack/react-query'
import { channelsQuery } from '../features/channels/queries.ts'
import { membersQuery } from '../features/members/queries.ts'
import { meQuery } from '../features/session/queries.ts'
import { skillsQuery } from '../features/skills/queries.ts'
import { teamsQuery } from '../features/teams/queries.ts'

const confidential: ReadonlySet<string> = new Set(['webhookUrl', 'verifyToken', 'signingSecret', 'identitySecret'])

/** Brings members, teams, skills, channels and the workspace up to date with events, in order. */
export function applyEvents(queryClient: QueryClient, events: readonly Event[]): void {
  for (const event of events) applyEvent(queryClient, event)
}

function applyEvent(queryClient: QueryClient, { type, data }: Event): void {
  switch (type) {
    case 'member.created':
    case 'member.changed':
    case 'member.presence_changed':
      putMember(queryClient, data.member)
      break
    case 'team.created':
    case 'team.changed':
      queryClient.setQueryData(teamsQuery.queryKey, (teams) => teams && { data: withItem(teams.data, data.team) })
      break
    case 'team.deleted':
      queryClient.setQueryData(teamsQuery.queryKey, (teams) => teams && { data: without(teams.data, data.id) })
      break
    case 'skill.created':
    case 'skill.changed':
      queryClient.setQueryData(skillsQuery.queryKey, (list) => list && { data: withItem(list.data, data.skill) })
      break
    case 'skill.deleted':
      queryClient.setQueryData(skillsQuery.queryKey, (list) => list && { data: without(list.data, data.id) })
      break
    case 'channel.created':
    case 'channel.changed':
      queryClient.setQueryData(
        channelsQuery.queryKey,
        (list) => list && { data: withItem(list.data, withConfidential(list.data, data.channel)) },
      )
      break
    case 'channel.deleted':
      queryClient.setQueryData(channelsQuery.queryKey, (list) => list && { data: without(list.data, data.id) })
      break
    case 'workspace.changed':
      putWorkspace(queryClient, data.workspace)
      break
    default:
      break
  }
}

function putWorkspace(queryClient: QueryClient, workspace: Workspace): void {
  const { id, name } = workspace
  queryClient.setQueryData(
    meQuery.queryKey,
    (me) => me && { ...me, workspace, workspaces: me.workspaces.map((each) => (each.id === id ? { id, name } : each)) },
  )
}

function putMember(queryClient: QueryClient, member: Member): void {
  queryClient.setQueryData(membersQuery.queryKey, (before) => before && { data: withItem(before.data, member) })
  queryClient.setQueryData(meQuery.queryKey, (me) => (me?.member.id === member.id ? { ...me, member } : me))
}

// By name, as the server lists them: a new one, or one of a new name, is where one looks for it.
function withItem<T extends { id: string; name: string }>(items: readonly T[], item: T): T[] {
  const index = items.findIndex(({ id }) => id === item.id)
  if (items[index]?.name === item.name) return items.with(index, item)
  const others = index < 0 ? items : items.toSpliced(index, 1)
  const name = item.name.toLowerCase()
  const at = others.findIndex((other) => other.name.toLowerCase() > name)
  return others.toSpliced(at < 0 ? others.length : at, 0, item)
}

// Every member reads the log: what only managers are shown is not in it, and stays as it was until the list is fetched anew.
function withConfidential(known: readonly Channel[], channel: Channel): Channel {
  const before = known.find(({ id }) => id === channel.id) ?? channel
  const kept = Object.entries(before).filter(([name, value]) => confidential.has(name) && value !== null)
  return { ...channel, ...Object.fromEntries(kept) }
}

function without<T extends { id: string }>(items: readonly T[], id: string): T[] {
  return items.filter((item) => item.id !== id)
}
