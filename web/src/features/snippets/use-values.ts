import type { Conversation } from '@fairlead/sdk'
import { useQuery } from '@tanstack/react-query'
import { contactQuery } from '../contacts/queries.ts'
import { useTeams } from '../conversations/use-names.ts'
import { useMe } from '../session/queries.ts'
import type { Values } from './placeholders.ts'

/** What stands for the variables of a snippet in this conversation. */
export function useValues({ contact: { id, name }, teamId, number }: Conversation): Values {
  const { data: contact } = useQuery(contactQuery(id))
  const { member, workspace } = useMe()
  const team = useTeams().get(teamId ?? '')
  return {
    'contact.name': name,
    'contact.first_name': firstOf(name),
    'contact.email': contact?.email ?? '',
    'contact.phone': contact?.phone ?? '',
    'agent.name': member.name,
    'agent.first_name': firstOf(member.name),
    'workspace.name': workspace.name,
    'team.name': team?.name ?? '',
    'conversation.number': String(number),
  }
}

function firstOf(name: string): string {
  return name.trim().split(/\s+/)[0] ?? ''
}
