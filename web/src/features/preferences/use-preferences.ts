import { getPreferences, type Preferences, putPreferences } from '@fairlead/sdk'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { client } from '../../api.ts'
import { notifyError } from '../../ui/notify.ts'
import { usualPreferences } from './usual-preferences.ts'

const stored = 'fairlead.preferences'

export const preferencesQuery = queryOptions({
  queryKey: ['preferences'] as const,
  queryFn: async ({ signal }) => keep(await client.call(getPreferences, { signal })),
  // As they were the last time on this device: nothing changes its looks a moment after it is there.
  placeholderData: lastKnown,
})

/** How the member wants the app to be: from the first moment, and whatever device changes it. */
export function usePreferences(): Preferences {
  return useQuery(preferencesQuery).data ?? usualPreferences
}

/** Changes some of them, here at once. */
export function useChangePreferences(): (change: Partial<Preferences>) => void {
  const queryClient = useQueryClient()
  const { mutate } = useMutation({
    scope: { id: 'preferences' },
    mutationFn: async (change: Partial<Preferences>) => {
      const before = await queryClient.ensureQueryData(preferencesQuery)
      return client.call(putPreferences, { body: { ...before, ...change } })
    },
    onMutate: (change) =>
      queryClient.setQueryData(preferencesQuery.queryKey, (before) => keep({ ...(before ?? lastKnown()), ...change })),
    onSuccess: (saved) => queryClient.setQueryData(preferencesQuery.queryKey, keep(saved)),
    onError: async (error) => {
      notifyError(error)
      await queryClient.invalidateQueries({ queryKey: preferencesQuery.queryKey })
    },
  })
  return mutate
}

function lastKnown(): Preferences {
  const known = globalThis.localStorage?.getItem(stored)
  return known ? { ...usualPreferences, ...JSON.parse(known) } : usualPreferences
}

function keep(preferences: Preferences): Preferences {
  globalThis.localStorage?.setItem(stored, JSON.stringify(preferences))
  return preferences
}
