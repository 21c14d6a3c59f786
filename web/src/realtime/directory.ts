import type { Event, Member } from '@fairlead/sdk'
import type { QueryClient } from '@tanstack/react-query'
import { channelsQuery } from '../features/channels/queries.ts'
import { membersQuery } from '../features/members/queries.ts'
import { meQuery } from '../features/session/queries.ts'
import { skillsQuery } from '../features/skills/queries.ts'
import { teamsQuery } from '../features/teams/queries.ts'

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
      queryClient.setQueryData(channelsQuery.queryKey, (list) => list && { data: withItem(list.data, data.channel) })
      break
    case 'channel.deleted':
      queryClient.setQueryData(channelsQuery.queryKey, (list) => list && { data: without(list.data, data.id) })
      break
    case 'workspace.changed':
      queryClient.setQueryData(meQuery.queryKey, (me) => me && { ...me, workspace: data.workspace })
      break
    default:
      break
  }
}

function putMember(queryClient: QueryClient, member: Member): void {
  queryClient.setQueryData(membersQuery.queryKey, (before) => before && { data: withItem(before.data, member) })
  queryClient.setQueryData(meQuery.queryKey, (me) => (me?.member.id === member.id ? { ...me, member } : me))
}

function withItem<T extends { id: string }>(items: readonly T[], item: T): T[] {
  const index = items.findIndex(({ id }) => id === item.id)
  return index < 0 ? [...items, item] : items.with(index, item)
}

function without<T extends { id: string }>(items: readonly T[], id: string): T[] {
  return items.filter((item) => item.id !== id)
}
