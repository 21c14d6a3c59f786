import type { Conversation } from '@fairlead/sdk'
import { useSyncExternalStore } from 'react'

export type Closing = NonNullable<Conversation['closing']>

/** What somebody is asked who closes, and what becomes of their answer. */
export type ClosingQuestion = Readonly<{
  /** Of one conversation: who it is with. */
  name: string | null
  count: number
  /** What is there to begin with. */
  before: Closing | null
  answer(closing: Closing | null): void
}>

let current: ClosingQuestion | null = null
const listeners = new Set<() => void>()

/**
 * Asks what there is to say of what is about to be closed; null when they change their mind. Asked anywhere: the dialog
 * stands once, in the frame of the app.
 *
 * @example
 * const closing = await askClosing({ name: null, count: 12, before: null })
 * if (closing !== null) await close(closing)
 */
export function askClosing(about: Omit<ClosingQuestion, 'answer'>): Promise<Closing | null> {
  // Whoever is asked twice answers the later question.
  current?.answer(null)
  return new Promise((resolve) => {
    show({
      ...about,
      answer(closing) {
        show(null)
        resolve(closing)
      },
    })
  })
}

export function useClosingQuestion(): ClosingQuestion | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
}

function show(question: ClosingQuestion | null): void {
  current = question
  for (const listener of listeners) listener()
}
