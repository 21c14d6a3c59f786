import type { WorkflowTriggerType } from '@fairlead/sdk'
import type { TextKey } from '../../../../../i18n/texts.ts'
import type { TriggerOf } from './edit.ts'

/** A setting of a trigger that is one of a few words of the contract. */
type Choice<T extends WorkflowTriggerType> = {
  [Name in keyof TriggerOf<T>]: Readonly<{
    name: Name
    label: TextKey<'steps'>
    /** Where its words are among the texts. */
    words: 'contactKinds' | 'by' | 'assignments' | 'whoseKinds' | 'tagChanges'
    kinds: readonly (TriggerOf<T>[Name] & string)[]
  }>
}[Exclude<keyof TriggerOf<T>, 'type'>]

/** What is chosen from a few words, of which trigger. */
export const choices: { readonly [T in WorkflowTriggerType]?: readonly Choice<T>[] } = {
  conversation_opened: [
    { name: 'contacts', label: 'start.contacts', words: 'contactKinds', kinds: ['all', 'new', 'returning'] },
    { name: 'by', label: 'start.openedBy', words: 'by', kinds: ['contact', 'member', 'all'] },
  ],
  conversation_closed: [{ name: 'by', label: 'start.closedBy', words: 'by', kinds: ['all', 'member', 'inactivity'] }],
  conversation_reopened: [{ name: 'by', label: 'start.reopenedBy', words: 'by', kinds: ['all', 'contact', 'member'] }],
  contact_tag_changed: [{ name: 'change', label: 'start.tagChange', words: 'tagChanges', kinds: ['added', 'removed'] }],
  assignment_changed: [
    {
      name: 'to',
      label: 'start.assignedTo',
      words: 'assignments',
      kinds: ['all', 'somebody', 'nobody', 'another_team'],
    },
  ],
  waiting_longer: [
    { name: 'whose', label: 'start.whose', words: 'whoseKinds', kinds: ['all', 'unassigned', 'assigned'] },
  ],
}
