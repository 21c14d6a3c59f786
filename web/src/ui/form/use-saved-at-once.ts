import { useState } from 'react'
import { describeError } from '../../describe-error.ts'

/** A choice that is changed where it stands and saved at once: shown as chosen meanwhile, as it is when refused. */
export function useSavedAtOnce<T>(value: T, onSave: (value: T) => Promise<unknown>) {
  const [chosen, setChosen] = useState<Readonly<{ value: T }> | null>(null)
  const [error, setError] = useState<string | null>(null)

  async function onChange(next: T) {
    const mine = { value: next }
    setChosen(mine)
    setError(null)
    try {
      await onSave(next)
    } catch (cause) {
      setError(describeError(cause))
    }
    // What was chosen meanwhile is shown until it is saved, too.
    setChosen((latest) => (latest === mine ? null : latest))
  }

  return { value: chosen ? chosen.value : value, onChange, error }
}
