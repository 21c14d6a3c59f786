import { type KeyboardEvent, useState } from 'react'
import { describeError } from '../../describe-error.ts'

type Options = Readonly<{
  value: string
  /** What is wrong with it, before the server is asked. */
  check?: ((value: string) => string | null) | undefined
  onSave(value: string): Promise<unknown>
}>

/** A value that is changed where it stands. Leaving it saves, Escape takes back; a refusal keeps what was typed. */
export function useSavedInPlace({ value, check, onSave }: Options) {
  const [typed, setTyped] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const [isSaving, setSaving] = useState(false)

  async function onBlur() {
    const next = typed?.trim() ?? value
    const fault = check?.(next) ?? null
    setError(fault)
    if (fault !== null || isSaving) return
    if (next === value) {
      setTyped(null)
      return
    }
    setSaving(true)
    try {
      await onSave(next)
      setTyped(null)
    } catch (cause) {
      setError(describeError(cause))
    }
    setSaving(false)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    setTyped(null)
    setError(null)
  }

  return { value: typed ?? value, onType: setTyped, onBlur, onKeyDown, error, isSaving }
}
