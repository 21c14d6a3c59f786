import { useQuery } from '@tanstack/react-query'
import { workflowsQuery } from '../../queries.ts'

/** The names of the workflows in use, by id: those that are archived cannot be started; undefined while they are fetched. */
export function useWorkflows(): ReadonlyMap<string, string> | undefined {
  const { data, error } = useQuery({
    ...workflowsQuery({ archived: false }),
    refetchInterval: false,
    staleTime: 60_000,
    select: ({ data: listed }) => new Map(listed.map(({ id, name }) => [id, name])),
  })
  return error ? none : data
}

const none: ReadonlyMap<string, string> = new Map()
