import { listSkills, type Skill } from '@fairlead/sdk'
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { client } from '../../api.ts'

export const skillsQuery = queryOptions({
  queryKey: ['skills'],
  queryFn: ({ signal }) => client.call(listSkills, { signal }),
})

/** Puts what the server answered in the place of what we had, or beside it. */
export function useKeepSkill() {
  const cache = useQueryClient()
  return (skill: Skill) =>
    cache.setQueryData(
      skillsQuery.queryKey,
      (known) => known && { data: [...known.data.filter(({ id }) => id !== skill.id), skill] },
    )
}
