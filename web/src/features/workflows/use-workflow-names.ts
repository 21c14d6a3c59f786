import { listWorkflows } from '@fairlead/sdk'
import { useQuery } from '@tanstack/react-query'
import { client } from '../../api.ts'

/** Names by id. Asked for only where somebody is about to read one. */
export function useWorkflowNames({ isNeeded }: Readonly<{ isNeeded: boolean }>): ReadonlyMap<string, string> {
  const { data } = useQuery({
    queryKey: ['workflows', 'names'],
    queryFn: () => client.call(listWorkflows, { query: { archived: 'all' } }),
    enabled: isNeeded,
    select: ({ data }) => new Map(data.map(({ id, name }) => [id, name])),
  })
  return data ?? none
}

const none: ReadonlyMap<string, string> = new Map()
