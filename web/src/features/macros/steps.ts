import { type MacroStep, unknownVariables } from '@fairlead/sdk'

export const doings = [
  'reply',
  'note',
  'add_tags',
  'remove_tags',
  'priority',
  'assign',
  'move',
  'snooze',
  'close',
] as const satisfies readonly MacroStep['do'][]

/** A step as it is being edited; what is missing yet is null or empty. `key` tells them apart while they move. */
export type DraftStep = Readonly<{
  key: string
  do: MacroStep['do']
  text: string
  tags: readonly string[]
  priority: 'urgent' | 'high' | 'normal' | 'low'
  memberId: string | null
  teamId: string | null
  minutes: number
  categoryId: string | null
  summary: string
}>

/** What a step lacks. */
export type StepFault =
  | Readonly<{ kind: 'textRequired' | 'tagsRequired' | 'teamRequired' }>
  | Readonly<{ kind: 'unknownVariables'; names: readonly string[] }>

let made = 0

export function newStep(what: MacroStep['do']): DraftStep {
  return {
    ...{ key: `step ${++made}`, do: what, text: '', tags: [], priority: 'high', memberId: 'me', teamId: null },
    ...{ minutes: 24 * 60, categoryId: null, summary: '' },
  }
}

export function draftOf(step: MacroStep): DraftStep {
  return { ...newStep(step.do), ...step }
}

export function faultOf(step: DraftStep): StepFault | null {
  switch (step.do) {
    case 'reply':
    case 'note': {
      if (step.text.trim() === '') return { kind: 'textRequired' }
      const names = unknownVariables(step.text)
      return names.length === 0 ? null : { kind: 'unknownVariables', names }
    }
    case 'add_tags':
    case 'remove_tags':
      return step.tags.length === 0 ? { kind: 'tagsRequired' } : null
    case 'move':
      return step.teamId === null ? { kind: 'teamRequired' } : null
    default:
      return null
  }
}

/** The step as the contract has it. The draft has no fault. */
export function stepOf(draft: DraftStep): MacroStep {
  switch (draft.do) {
    case 'reply':
    case 'note':
      return { do: draft.do, text: draft.text.trim() }
    case 'add_tags':
    case 'remove_tags':
      return { do: draft.do, tags: [...draft.tags] }
    case 'priority':
      return { do: 'priority', priority: draft.priority }
    case 'assign':
      return { do: 'assign', memberId: draft.memberId }
    case 'move':
      return { do: 'move', teamId: draft.teamId ?? '' }
    case 'snooze':
      return { do: 'snooze', minutes: draft.minutes }
    case 'close':
      return { do: 'close', categoryId: draft.categoryId, summary: draft.summary.trim() }
    default:
      return draft.do satisfies never
  }
}
