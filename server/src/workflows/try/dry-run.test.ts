import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  closeConversation,
  dryRunWorkflow,
  patchWorkspace,
  postMessage,
  type WorkflowDefinitionInput,
} from '@fairlead/sdk'
import { readLog } from '../../setup/testing.ts'
import { clientOf, openApp } from '../../testing/app.ts'
import { inboundMessage, mara } from '../../testing/inbound.ts'
import { allConversations, bring, onlyConversation, type Scene, setScene } from '../../testing/scene.ts'

const app = await openApp()
after(() => app[Symbol.asyncDispose]())

test('what would have happened with the conversations opened: how many went which way, and nothing happens', async () => {
  const { scene, client } = await begin()
  await write(scene, 1, 'I want a refund')
  await write(scene, 2, 'Hello')
  await write(scene, 3, 'Refund please')
  const { considered, started, steps, examples } = await client.call(dryRunWorkflow, {
    body: { definition: refunds(scene), days: 7 },
  })

  assert.deepEqual([considered, started], [3, 3])
  assert.deepEqual(Object.fromEntries(steps.map(({ stepId, reached, exits }) => [stepId, [reached, exits]])), {
    which: [3, { 'branch:refund': 2, else: 1 }],
    ask: [2, {}],
    tell: [1, { next: 1 }],
    give: [1, { next: 1 }],
    never: [0, {}],
  })
  assert.deepEqual(
    examples.map(({ contactName, path }) => [contactName, path.map(({ stepId }) => stepId)]),
    [
      ['Customer 3', ['which', 'ask']],
      ['Customer 2', ['which', 'tell', 'give']],
      ['Customer 1', ['which', 'ask']],
    ],
  )
  const log = await readLog(app.database, scene.workspaceId)
  assert.ok(log.every(({ actor }) => actor.type !== 'workflow'))
})

test('only what the trigger and the condition name begins it, and as often as it may', async () => {
  const { scene, client } = await begin()
  await client.call(patchWorkspace, { body: { reopenHours: 0 } })
  await write(scene, 1, 'Hello')
  const [conversation] = await allConversations(scene)
  await client.call(closeConversation, { params: { id: conversation!.id }, body: {} })
  await write(scene, 1, 'Price?')
  await write(scene, 1, 'What is the price?')
  const run = async (start: Omit<WorkflowDefinitionInput['start'], 'next'>) => {
    const definition = { start: { ...start, next: 'end' }, steps: [{ id: 'end', type: 'stop' as const }] }
    const { considered, started } = await client.call(dryRunWorkflow, { body: { definition } })
    return [considered, started]
  }

  assert.deepEqual(await run({ trigger: { type: 'conversation_opened' } }), [2, 2])
  assert.deepEqual(await run({ trigger: { type: 'conversation_opened' }, once: 'contact' }), [2, 1])
  assert.deepEqual(await run({ trigger: { type: 'conversation_opened', contacts: 'new' } }), [2, 1])
  assert.deepEqual(await run({ trigger: { type: 'conversation_closed', by: 'member' } }), [1, 1])
  const asked = { type: 'message_received' as const, keywords: ['price'] }
  assert.deepEqual(await run({ trigger: asked }), [3, 2])
  assert.deepEqual(await run({ trigger: asked, once: 'conversation' }), [3, 1])
  const vip = {
    combinator: 'and' as const,
    rules: [{ field: 'contactTags' as const, operator: 'has' as const, value: 'vip' }],
  }
  assert.deepEqual(await run({ trigger: { type: 'conversation_opened' }, condition: vip }), [2, 0])
  for (const trigger of [{ type: 'button', label: 'Go' } as const, { type: 'no_reply', minutes: 5 } as const]) {
    assert.deepEqual(await run({ trigger }), [0, 0])
  }
})

test('an answer to a broadcast is found where it was one, and its name is known', async () => {
  const { scene, client } = await begin()
  await write(scene, 1, 'Hello')
  const { id } = await onlyConversation(scene)
  await client.call(postMessage, { params: { id }, body: { text: '20 % off', broadcast: 'Spring sale' } })
  await write(scene, 1, 'Really?')
  await write(scene, 1, 'On all of it?')
  const run = async (broadcasts: string[], value: string) => {
    const rule = { field: 'variable' as const, key: 'broadcast', operator: 'is' as const, value }
    const condition = { combinator: 'and' as const, rules: [rule] }
    const definition = { start: { trigger: { type: 'broadcast_reply' as const, broadcasts }, condition }, steps: [] }
    return (await client.call(dryRunWorkflow, { body: { definition } })).started
  }
  assert.equal(await run([], 'Spring sale'), 1)
  assert.equal(await run(['Spring sale'], 'Spring sale'), 1)
  assert.equal(await run([], 'Autumn sale'), 0)
  assert.equal(await run(['Autumn sale'], 'Spring sale'), 0)
})

async function begin() {
  const scene = await setScene(app.database)
  return { scene, client: await clientOf(app, scene.owner) }
}

function write(scene: Scene, number: number, text: string): Promise<number> {
  const contact = {
    ...mara,
    addresses: [`44770090010${number}`],
    phone: `+44770090010${number}`,
    name: `Customer ${number}`,
  }
  return bring(scene, inboundMessage({ text, contact }))
}

function refunds({ team }: Scene): WorkflowDefinitionInput {
  const english = (text: string) => ({ defaultLocale: 'en', texts: { en: text } })
  return {
    start: { trigger: { type: 'conversation_opened' }, next: 'which' },
    steps: [
      {
        ...{ id: 'which', type: 'branch', exits: { 'branch:refund': 'ask', else: 'tell' } },
        branches: [
          {
            ...{ id: 'refund', name: 'Refund' },
            condition: { combinator: 'and', rules: [{ field: 'messageText', operator: 'has', value: 'refund' }] },
          },
        ],
      },
      { id: 'ask', type: 'ask_question', text: english('Which order?'), exits: { answered: 'never' } },
      { id: 'tell', type: 'send_message', text: english('Hello'), exits: { next: 'give' } },
      { id: 'give', type: 'assign', to: { kind: 'team', teamId: team.id } },
      { id: 'never', type: 'stop' },
    ],
  }
}
