import type { FieldType } from '@fairlead/sdk'
import { invalidRequest } from '../errors.ts'

/** What can be chosen, each once. Only where there is something to choose, and there something. */
export function optionsFor(type: FieldType, given: readonly string[]): string[] {
  const hasOptions = type === 'choice' || type === 'choices'
  if (hasOptions && given.length === 0) {
    throw invalidRequest([{ path: 'options', message: 'a field to choose from needs something to choose' }])
  }
  return hasOptions ? [...new Set(given)] : []
}
