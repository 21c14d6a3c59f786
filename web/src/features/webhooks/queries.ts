import { getWebhookDelivery, listWebhookDeliveries, listWebhooks, type WebhookDelivery } from '@fairlead/sdk'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { client } from '../../api.ts'

/** Deliveries are no events of the log: while somebody looks at theirs, they are asked for again. */
const deliveriesEveryMs = 4000

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: ({ signal }) => client.call(listWebhooks, { signal }),
})

export type DeliveryFilter = WebhookDelivery['state'] | 'all'

export function deliveriesQuery(webhookId: string, filter: DeliveryFilter) {
  const state = filter === 'all' ? {} : { state: filter }
  return infiniteQueryOptions({
    queryKey: ['webhook-deliveries', webhookId, filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      client.call(listWebhookDeliveries, {
        params: { id: webhookId },
        query: { limit: 25, ...state, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: 0,
    refetchInterval: deliveriesEveryMs,
  })
}

export function deliveryQuery(id: string) {
  return queryOptions({
    queryKey: ['webhook-delivery', id],
    queryFn: ({ signal }) => client.call(getWebhookDelivery, { params: { id }, signal }),
    staleTime: 0,
  })
}
