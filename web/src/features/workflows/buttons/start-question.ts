import { useSyncExternalStore } from 'react'
import type { WorkflowButton } from './queries.ts'

/** A workflow that asks whoever starts it. */
export type StartQuestion = Readonly<{ button: WorkflowButton; conversationId: string }>

let current: StartQuestion | null = null
const listeners = new Set<() => void>()

/** Opens the form of a workflow; null closes it. Asked anywhere: the dialog stands once, in the frame of the app. */
export function askStart(question: StartQuestion | null): void {
  current = question
  for (const listener of listeners) listener()
}

export function useStartQuestion(): StartQuestion | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
}
