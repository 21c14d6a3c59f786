import type { GetInputPropsReturnType, UseFormReturnType } from '@mantine/form'
import type { ReactNode } from 'react'

/** The fields of a form that shows a channel's settings or secrets, by their path: `settings.number`. */
export type Fields = Readonly<{
  of(path: string): GetInputPropsReturnType
  switchOf(path: string): GetInputPropsReturnType
  valueOf(path: string): unknown
  set(path: string, value: unknown): void
  /** The complaint about a list, or about one of its entries. */
  errorWithin(path: string): ReactNode
}>

export function fieldsOf<Values>(form: UseFormReturnType<Values>): Fields {
  return {
    of: (path) => form.getInputProps(path),
    switchOf: (path) => form.getInputProps(path, { type: 'checkbox' }),
    valueOf: (path) => form.getInputProps(path).value,
    set: (path, value) => form.getInputProps(path).onChange(value),
    errorWithin: (path) => Object.entries(form.errors).find(([at]) => at === path || at.startsWith(`${path}.`))?.[1],
  }
}
