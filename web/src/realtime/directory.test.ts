import '../testing/local-storage.ts'

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Channel, channelTypes } from '@fairlead/sdk'
import { QueryClient } from '@tanstack/react-query'
import { channelsQuery } from '../features/channels/queries.ts'
import { eventExample, uuid } from '../features/conversations/examples.ts'
import { applyEvents } from './directory.ts'

const channel: Channel = {
  id: uuid(31),
  type: 'api',
  name: 'Example system',
  teamId: uuid(11),
  status: 'active',
  statusReason: null,
  weight: 1,
  agentLimit: null,
  reopenHours: null,
  createdAt: '2026-01-01T12:00:00.000Z',
  settings: { url: 'https://app.example/fairlead' },
  webhookUrl: 'https://chat.example/channels/api/1',
  signingSecret: 'example-secret',
}

test('what a manager is shown of a channel stays, though the log does not say it', () => {
  const queryClient = new QueryClient()
  queryClient.setQueryData(channelsQuery.queryKey, { data: [channel] })
  const told: Channel = { ...channel, name: 'Other name', webhookUrl: null, signingSecret: null }

  applyEvents(queryClient, [eventExample('channel.changed', { channel: told }, channel.id)])

  const shown = queryClient.getQueryData(channelsQuery.queryKey)
  assert.deepEqual(shown, { data: [{ ...channel, name: 'Other name' }] })
  queryClient.clear()
})

test('that holds for all that the types of channels show to managers alone', () => {
  const queryClient = new QueryClient()
  for (const { own, hasWebhook } of Object.values(channelTypes)) {
    const shown = Object.entries(own).flatMap(([name, as]) => (as === 'shown' ? [name] : []))
    const names = hasWebhook ? ['webhookUrl', ...shown] : shown
    const having = (value: string | null): Channel =>
      Object.assign({ ...channel }, Object.fromEntries(names.map((name) => [name, value])))
    queryClient.setQueryData(channelsQuery.queryKey, { data: [having('known')] })

    applyEvents(queryClient, [eventExample('channel.changed', { channel: having(null) }, channel.id)])

    assert.deepEqual(queryClient.getQueryData(channelsQuery.queryKey), { data: [having('known')] })
  }
  queryClient.clear()
})
