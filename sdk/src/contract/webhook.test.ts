import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventData } from './event.ts'
import { webhookEvents } from './webhook.ts'

const privateNouns = ['view', 'snippet', 'macro', 'draft', 'mention', 'preference', 'webhook']

test('each type of event is told by webhooks, or of something private', () => {
  const told: readonly string[] = Object.values(webhookEvents).flat()
  const expected = Object.keys(eventData).filter((type) => !privateNouns.includes(type.split('.')[0]!))
  assert.deepEqual(told.toSorted(), expected.toSorted())
})
