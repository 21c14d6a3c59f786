import type { Policy } from '@fairlead/sdk'
import type { UseFormReturnType } from '@mantine/form'
import type { ReactNode } from 'react'
import { type Setting, type Speech, sentenceOf } from './sentences.ts'

/** What each group of settings is given. */
export type PolicyEdit = Readonly<{
  policy: Policy
  set: (change: Partial<Policy>) => void
  errorOf: (path: string) => ReactNode
  sentence: (setting: Setting) => string
}>

export function policyEdit(form: UseFormReturnType<Policy>, speech: Speech): PolicyEdit {
  return {
    policy: form.values,
    set: (change) => form.setValues(change),
    errorOf: (path) => form.errors[path],
    sentence: (setting) => sentenceOf(setting, form.values, speech),
  }
}
