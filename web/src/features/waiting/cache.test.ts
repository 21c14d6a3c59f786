import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { listQueue, Output } from '@fairlead/sdk'
import { QueryClient } from '@tanstack/react-query'
import { contactExample } from '../contacts/examples.ts'
import { conversationExample, eventExample, uuid } from '../conversations/examples.ts'
import { applyEvents } from './cache.ts'

test('who waits is called what they are called now, and the length of a queue is left to the server', () => {
  const queryClient = new QueryClient()
  const conversation = conversationExample({ id: uuid(1) })
  const entry = { conversation, position: 1, score: 0, waitingSince: conversation.createdAt, deadlineAt: null }
  const rest = { heldFor: null, sentence: null, words: [], promise: null }
  const queue: Output<typeof listQueue> = { data: [{ ...entry, ...rest }], total: 1, isOpen: true, opensAt: null }
  queryClient.setQueryData(['queue', uuid(5)], queue)
  queryClient.setQueryData(['queue', uuid(5), 'length'], 1)

  const contact = contactExample({ id: conversation.contact.id, name: 'Mara Merged' })
  applyEvents(queryClient, [eventExample('contact.changed', { contact }, contact.id)])

  const [after] = queryClient.getQueryData<typeof queue>(['queue', uuid(5)])?.data ?? []
  assert.equal(after?.conversation.contact.name, 'Mara Merged')
  assert.equal(queryClient.getQueryData(['queue', uuid(5), 'length']), 1)
  queryClient.clear()
})
