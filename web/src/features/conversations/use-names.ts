import type { Channel, Member, Skill, Team } from '@fairlead/sdk'
import { useQuery } from '@tanstack/react-query'
import { channelsQuery } from '../channels/queries.ts'
import { membersQuery } from '../members/queries.ts'
import { skillsQuery } from '../skills/queries.ts'
import { teamsQuery } from '../teams/queries.ts'

export function useMembers(): ReadonlyMap<string, Member> {
  return useQuery({ ...membersQuery, select: byId<Member> }).data ?? new Map()
}

export function useTeams(): ReadonlyMap<string, Team> {
  return useQuery({ ...teamsQuery, select: byId<Team> }).data ?? new Map()
}

export function useChannels(): ReadonlyMap<string, Channel> {
  return useQuery({ ...channelsQuery, select: byId<Channel> }).data ?? new Map()
}

export function useSkills(): ReadonlyMap<string, Skill> {
  return useQuery({ ...skillsQuery, select: byId<Skill> }).data ?? new Map()
}

function byId<T extends { id: string }>({ data }: { data: readonly T[] }): ReadonlyMap<string, T> {
  return new Map(data.map((item) => [item.id, item]))
}
