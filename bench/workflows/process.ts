import { type WorkflowDefinition, type WorkflowDefinitionInput, workflowDefinition } from '@fairlead/sdk'
import type { Database } from '../../server/src/db/database.ts'
import type { Effect } from '../../server/src/workflows/interpreter/effect.ts'
import { makeWorkflow } from '../../server/src/workflows/make.ts'
import { publishWorkflow } from '../../server/src/workflows/publish.ts'

type Step = WorkflowDefinitionInput['steps'][number]

/** What a day's workflow does: it looks, remembers, decides, and now and then does something. */
export const steps: readonly Step[] = [
  { id: 'remember', type: 'set_variable', variable: 'source', value: 'shop', exits: { next: 'decide' } },
  {
    id: 'decide',
    type: 'branch',
    branches: [
      {
        id: 'waits',
        condition: { combinator: 'and', rules: [{ field: 'isWaiting', operator: 'is', value: true }] },
      },
    ],
    exits: { 'branch:waits': 'note', else: 'note' },
  },
  { id: 'note', type: 'note', text: 'Came from the {{ variable.source }}.', exits: { next: 'share' } },
  {
    id: 'share',
    type: 'split',
    parts: [
      { id: 'a', percent: 50 },
      { id: 'b', percent: 50 },
    ],
    exits: { 'part:a': 'count', 'part:b': 'count' },
  },
  { id: 'count', type: 'set_variable', variable: 'seen', value: 1, exits: { next: 'mark' } },
  { id: 'mark', type: 'edit_conversation', addTags: ['seen'], exits: { next: 'say' } },
  {
    id: 'say',
    type: 'send_message',
    text: { defaultLocale: 'en', texts: { en: 'Thank you, {{ contact.first_name }}.' } },
    exits: { next: 'unmark' },
  },
  { id: 'unmark', type: 'edit_conversation', removeTags: ['seen'], exits: { next: 'end' } },
  { id: 'end', type: 'stop' },
]

const doing: ReadonlySet<Step['type']> = new Set(['note', 'edit_conversation', 'send_message'])
export const effects = steps.filter(({ type }) => doing.has(type)).length

/** What each of them wants done, for whoever does it without a workflow; null: nothing. */
export const wanted: readonly (Effect | null)[] = steps.map(({ type }, index): Effect | null => {
  const id = String(index)
  const edit = { do: 'edit_conversation', addTags: [], removeTags: [], fields: {} } as const
  if (type === 'note') return { id, do: 'note', text: 'Came from the shop.', mentionIds: [] }
  if (type === 'send_message') {
    const rest = { choices: [], attachmentIds: [], template: null, channel: 'this' } as const
    return { id, do: 'send_message', text: 'Thank you, Contact.', ...rest }
  }
  if (type !== 'edit_conversation') return null
  return steps[index]?.id === 'mark' ? { id, ...edit, addTags: ['seen'] } : { id, ...edit, removeTags: ['seen'] }
})

export async function publishProcess(database: Database, workspaceId: string): Promise<string> {
  return publish(database, workspaceId, steps)
}

/** Waits for a minute, and writes a note. */
export async function publishWaiting(database: Database, workspaceId: string): Promise<string> {
  return publish(database, workspaceId, [
    { id: 'wait', type: 'wait', until: { kind: 'minutes', minutes: 1 }, exits: { next: 'note' } },
    { id: 'note', type: 'note', text: 'The time has come.' },
  ])
}

export function definitionOf(given: readonly Step[]): WorkflowDefinition {
  return workflowDefinition.parse({
    start: { trigger: { type: 'workflow' }, next: given[0]?.id ?? null },
    steps: given,
    endsOn: { reply: false, assignment: false, close: false },
  })
}

async function publish(database: Database, workspaceId: string, given: readonly Step[]): Promise<string> {
  const actor = { type: 'system', id: null } as const
  const draft = definitionOf(given)
  return database.transact(async (tx) => {
    const id = await makeWorkflow(tx, { workspaceId, actor, given: { name: 'A process', description: '', draft } })
    await publishWorkflow(tx, { workspaceId, id, actor, draftVersion: 1, allowPrivateNetwork: false })
    return id
  })
}
