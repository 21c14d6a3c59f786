import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { createClient, getConversation, type Problem, patchConversation } from '@fairlead/sdk'
import { conversationExample, uuid } from '../features/conversations/examples.ts'
import { writes } from './writes.ts'

const params = { id: uuid(100) }

test('follows a write until its answer is where it belongs', async () => {
  const done: string[] = []
  const stop = writes.follow(() => {
    done.push('sent')
    return () => done.push('ended')
  })
  const client = clientWith(Response.json(conversationExample({})))

  const stored = client.call(patchConversation, { params, body: {} }).then(() => done.push('stored'))
  assert.deepEqual(done, ['sent'])
  await stored
  assert.deepEqual(done, ['sent', 'stored'])
  await ended(done)
  assert.deepEqual(done, ['sent', 'stored', 'ended'])
  stop()
})

test('follows one that is refused as well, and nothing that is only asked', async () => {
  const done: string[] = []
  const stop = writes.follow(() => {
    done.push('sent')
    return () => done.push('ended')
  })
  await clientWith(Response.json(conversationExample({}))).call(getConversation, { params })
  assert.deepEqual(done, [])

  const problem: Problem = { type: 'about:blank', title: 'Forbidden', status: 403, code: 'forbidden', detail: 'No.' }
  const refused = clientWith(Response.json(problem, { status: 403 })).call(patchConversation, { params, body: {} })
  await assert.rejects(refused)
  await ended(done)
  assert.deepEqual(done, ['sent', 'ended'])
  stop()
})

function clientWith(response: Response) {
  return writes.of(createClient({ baseUrl: '', fetch: async () => response }))
}

async function ended(done: readonly string[]): Promise<void> {
  for (let turn = 0; turn < 1_000 && !done.includes('ended'); turn += 1) await setImmediate()
}
