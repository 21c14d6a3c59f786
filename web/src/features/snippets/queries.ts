import { listSnippets, type Snippet } from '@fairlead/sdk'
import { queryOptions } from '@tanstack/react-query'
import { client } from '../../api.ts'

export const snippetsQuery = queryOptions({
  queryKey: ['snippets'] as const,
  queryFn: async ({ signal }) => (await client.call(listSnippets, { signal })).data,
})

/** Of the teams’ only those of the team that the conversation is with. */
export function usableIn(snippets: readonly Snippet[], teamId: string | null): readonly Snippet[] {
  return snippets.filter((snippet) => snippet.teamId === null || snippet.teamId === teamId)
}
