/** A whole server with its workers: what happens reaches workflows by itself, and within a moment. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { patchContact } from '@fairlead/sdk'
import { clientOf, openApp, type TestApp } from '../../testing/app.ts'
import { inboundMessage } from '../../testing/inbound.ts'
import { allMessages, bring, onlyConversation, type Scene, setScene } from '../../testing/scene.ts'
import { deepest } from './loops.ts'
import { publish, runsOf } from './testing.ts'

let app: TestApp
let scene: Scene

before(async () => {
  app = await openApp({ roles: ['web', 'worker'] })
  await app.start()
})
after(() => app[Symbol.asyncDispose]())
beforeEach(async () => {
  scene = await setScene(app.database, { presence: 'offline' })
  // Until the log of the new workspace is followed.
  await until(async () => (await cursors()) > 0)
})

const english = (text: string) => ({ defaultLocale: 'en', texts: { en: text } })

test('whoever writes is asked, and what they answer next is the answer', async () => {
  const trigger = { type: 'conversation_opened' as const }
  const workflowId = await publish(scene, {
    start: { trigger, next: 'ask' },
    steps: [
      {
        ...{ id: 'ask', type: 'ask_question', text: english('Which order?') },
        ...{ saveTo: { kind: 'variable', name: 'order' }, exits: { answered: 'thank' } },
      },
      { id: 'thank', type: 'send_message', text: english('Thank you: {{ variable.order }}.') },
    ],
  })
  await bring(scene, inboundMessage({ text: 'Hello' }), inboundMessage({ text: 'I have a question' }))
  await until(async () => (await said()).includes('Which order?'))
  await bring(scene, inboundMessage({ text: 'A-17' }))
  await until(async () => (await runsOf(scene, workflowId))[0]?.status === 'done')
  assert.deepEqual(await said(), ['Which order?', 'Thank you: A-17.'])
})

test('two workflows that undo what the other does are stopped', async () => {
  await bring(scene, inboundMessage())
  const { contact } = await onlyConversation(scene)
  const tagged = (change: 'added' | 'removed') => ({ type: 'contact_tag_changed' as const, change, tags: ['ping'] })
  const edit = (given: { addTags?: string[]; removeTags?: string[] }) =>
    [{ id: 'edit', type: 'edit_contact' as const, ...given }] as const
  const ping = await publish(scene, {
    ...{ name: 'Ping', start: { trigger: tagged('removed'), next: 'edit' }, steps: [...edit({ addTags: ['ping'] })] },
  })
  const pong = await publish(scene, {
    ...{ name: 'Pong', start: { trigger: tagged('added'), next: 'edit' }, steps: [...edit({ removeTags: ['ping'] })] },
  })
  const client = await clientOf(app, scene.owner)
  await client.call(patchContact, { params: { id: contact.id }, body: { tags: ['ping'] } })
  const runs = async () => [...(await runsOf(scene, ping)), ...(await runsOf(scene, pong))]
  await until(async () => (await runs()).some(({ end_reason }) => end_reason === 'too_deep'))
  assert.equal((await runs()).length, deepest + 2)
})

async function said(): Promise<string[]> {
  const messages = await allMessages(scene)
  return messages.filter(({ author }) => author.type === 'system').map(({ text }) => text)
}

async function cursors(): Promise<number> {
  const rows = await app.database.db
    .selectFrom('log_cursor')
    .select('sequence')
    .where('workspace_id', '=', scene.workspaceId)
    .where('reader', '=', 'workflows')
    .execute()
  return rows.length
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const from = performance.now()
  while (!(await holds())) {
    assert.ok(performance.now() - from < 20_000, 'it did not come')
    await sleep(25)
  }
}
