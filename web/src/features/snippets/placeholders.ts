import { snippetVariables } from '@fairlead/sdk'

export type VariableName = (typeof snippetVariables)[number]
export type Values = Readonly<Partial<Record<VariableName, string>>>

const placeholder = /\{\{\s*([\p{L}\p{N}_.]+)\s*\}\}/gu

/** Puts in what is known; the rest stays as it is, to be seen and filled in by hand. */
export function filled(text: string, values: Values): string {
  return text.replace(placeholder, (whole, name: string) => (isKnown(name) && values[name]) || whole)
}

/** What is still to be filled in, each once. */
export function placeholdersIn(text: string): string[] {
  return text.includes('{{') ? [...new Set([...text.matchAll(placeholder)].map(([whole]) => whole))] : []
}

/** Those of them that no snippet can ever fill in. */
export function unknownIn(text: string): string[] {
  return placeholdersIn(text).filter((whole) => !isKnown(whole.slice(2, -2).trim()))
}

function isKnown(name: string): name is VariableName {
  return snippetVariables.some((known) => known === name)
}
