import { type Channel, getChannelHealth, listChannels, listTemplates, syncTemplates } from '@fairlead/sdk'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { client } from '../../api.ts'

export const channelsQuery = queryOptions({
  queryKey: ['channels'],
  queryFn: ({ signal }) => client.call(listChannels, { signal }),
})

export function templatesQuery(channelId: string) {
  return queryOptions({
    queryKey: ['templates', channelId],
    queryFn: ({ signal }) => client.call(listTemplates, { params: { id: channelId }, signal }),
  })
}

/** Has the provider asked for them now. */
export function useSyncTemplates(channelId: string) {
  const cache = useQueryClient()
  const { queryKey } = templatesQuery(channelId)
  return useMutation({
    mutationFn: () => client.call(syncTemplates, { params: { id: channelId } }),
    onSuccess: (list) => cache.setQueryData(queryKey, list),
    // Why it did not work stands there as well.
    onError: () => cache.invalidateQueries({ queryKey }),
  })
}

export function healthQuery(channelId: string) {
  return queryOptions({
    queryKey: ['channel-health', channelId],
    queryFn: ({ signal }) => client.call(getChannelHealth, { params: { id: channelId }, signal }),
    // It moves with every message; an event for each would cost more than asking now and then.
    refetchInterval: 10_000,
    staleTime: 0,
  })
}

/** Puts what the server answered in the place of what we had, or adds it. */
export function useKeepChannel() {
  const cache = useQueryClient()
  return (channel: Channel) =>
    cache.setQueryData(channelsQuery.queryKey, (known) => {
      if (!known) return known
      const isKnown = known.data.some(({ id }) => id === channel.id)
      return {
        data: isKnown ? known.data.map((one) => (one.id === channel.id ? channel : one)) : [...known.data, channel],
      }
    })
}
