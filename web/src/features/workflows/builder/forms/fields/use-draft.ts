import { useState } from 'react'

/**
 * What somebody types, also while a workflow could not hold it yet, such as a name that is still empty. `keepable` is
 * given it and answers what of it the workflow can hold; null: nothing, and what was there stays.
 */
export function useDraft<T>(value: T, keepable: (typed: T) => T | null, onChange: (value: T) => void) {
  const [draft, setDraft] = useState<Readonly<{ of: string; typed: T }> | null>(null)
  // What was changed elsewhere meanwhile, such as undone, goes before.
  const isCurrent = draft !== null && draft.of === JSON.stringify(value)

  function change(typed: T) {
    const kept = keepable(typed)
    setDraft({ of: JSON.stringify(kept ?? value), typed })
    if (kept !== null) onChange(kept)
  }

  return { shown: isCurrent ? draft.typed : value, change, isUnfit: isCurrent && keepable(draft.typed) === null }
}

export function filled(typed: string): string | null {
  return typed.trim() === '' ? null : typed
}
