import { fieldValue } from '@fairlead/sdk'
import type { Effect } from '../interpreter/effect.ts'
import type { EffectResult } from '../interpreter/run-event.ts'
import type { TryState } from './state.ts'

type Pretended = Readonly<{ state: TryState; result: EffectResult | null }>

const done: EffectResult = { do: 'other' }

/** As if it had been done: nobody is told, nothing is stored. What another system answers is waited for: null. */
export function pretend(state: TryState, effect: Effect): Pretended {
  const { contact, conversation } = state
  const withContact = (changed: Partial<TryState['contact']>): Pretended => ({
    state: { ...state, contact: { ...contact, ...changed } },
    result: done,
  })
  const withConversation = (changed: Partial<TryState['conversation']>, result: EffectResult = done): Pretended => ({
    state: { ...state, conversation: { ...conversation, ...changed } },
    result,
  })
  switch (effect.do) {
    case 'assign':
      return withConversation(...assigned(state, effect))
    case 'edit_contact': {
      const { name, email, phone, stage, ownerId } = effect
      return withContact({
        tags: edited(contact.tags, effect),
        fields: filled(contact.fields, effect.fields),
        ...(name === undefined ? {} : { name: name.slice(0, 200) }),
        ...(email === undefined ? {} : { email: email.slice(0, 300) }),
        ...(phone === undefined ? {} : { phone: phone.slice(0, 100) }),
        ...(stage === undefined ? {} : { stage }),
        ...(ownerId === undefined ? {} : { ownerId }),
      })
    }
    case 'edit_conversation': {
      const { priority, skillIds } = effect
      return withConversation({
        tags: edited(conversation.tags, effect),
        fields: filled(conversation.fields, effect.fields),
        ...(priority === undefined ? {} : { priority }),
        ...(skillIds === undefined ? {} : { skillIds: [...skillIds] }),
      })
    }
    case 'open':
      return withConversation({ status: 'open' })
    case 'snooze':
      return withConversation({ status: 'snoozed' })
    case 'close':
      return withConversation({ status: 'closed' })
    case 'request':
      return { state, result: null }
    case 'send_message':
    case 'note':
    case 'notify':
    case 'run_workflow':
    case 'webhook':
    case 'email':
    case 'rate':
    case 'record':
      return { state, result: done }
    default:
      return effect satisfies never
  }
}

type Assign = Extract<Effect, { do: 'assign' }>

/** A person has it at once; in a team it waits until somebody says who got it. */
function assigned(
  { contact, conversation }: TryState,
  { to, priority, skillIds }: Assign,
): [Partial<TryState['conversation']>, EffectResult] {
  const rest = { ...(priority === null ? {} : { priority }), skillIds: [...skillIds] }
  const waits = (teamId: string | null): [Partial<TryState['conversation']>, EffectResult] => [
    { ...rest, teamId, assigneeId: null },
    { do: 'assign', outcome: 'waiting', agentId: null },
  ]
  const goesTo = (agentId: string): [Partial<TryState['conversation']>, EffectResult] => [
    { ...rest, assigneeId: agentId },
    { do: 'assign', outcome: 'assigned', agentId },
  ]
  switch (to.kind) {
    case 'member':
      return goesTo(to.memberId)
    case 'team':
      return waits(to.teamId)
    case 'owner':
      return contact.ownerId === null ? waits(to.teamId ?? conversation.teamId) : goesTo(contact.ownerId)
    case 'previous':
      return waits(to.teamId ?? conversation.teamId)
    case 'nobody':
      return waits(conversation.teamId)
    default:
      return to satisfies never
  }
}

const mostTags = 200

function edited(
  tags: readonly string[],
  { addTags, removeTags }: Readonly<Record<'addTags' | 'removeTags', readonly string[]>>,
) {
  return [...new Set([...tags, ...addTags])].filter((tag) => !removeTags.includes(tag)).slice(0, mostTags)
}

function filled(fields: TryState['contact']['fields'], changed: Readonly<Record<string, unknown>>) {
  const read = Object.entries(changed).flatMap(([key, value]) => {
    const { success, data } = fieldValue.safeParse(value)
    return success ? [[key, data] as const] : []
  })
  const all = { ...fields, ...Object.fromEntries(read) }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
}
