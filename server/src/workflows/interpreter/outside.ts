import type { WorkflowValue } from '@fairlead/sdk'
import { withoutBadText } from '../../text.ts'

/** Around what stands for a secret. Nobody outside can bring it in. */
export const secretSign = '\u001a'

const mostCharacters = 10_000
const mostItems = 100
const mostItemCharacters = 2000

/** A text from outside, as it may be kept and put into other texts. */
export function cleanText(text: string): string {
  return withoutBadText(text.includes(secretSign) ? text.replaceAll(secretSign, '') : text)
}

/** For what ends with the line: what a contact wrote must not begin a header of its own. */
export function inOneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ')
}

/** Whatever it is, with all texts in it as `cleanText` has them. */
export function cleanValue(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (Array.isArray(value)) return value.map(cleanValue)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cleanValue(item)]))
}

/**
 * Whatever another system or a form says, as a variable can hold it: texts cut, lists as texts, everything else as the
 * JSON it is. What is not there is null.
 */
export function workflowValueOf(value: unknown): WorkflowValue {
  switch (typeof value) {
    case 'string':
      return cleanText(value.slice(0, mostCharacters))
    case 'boolean':
      return value
    case 'number':
      // JSON knows neither infinity nor a negative nothing.
      return Number.isFinite(value) ? value + 0 : null
    default:
      if (!Array.isArray(value)) return textOf(value)
      return value
        .slice(0, mostItems)
        .map((item) => cleanText((typeof item === 'string' ? item : (textOf(item) ?? '')).slice(0, mostItemCharacters)))
  }
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null
  try {
    return cleanText((JSON.stringify(value) ?? '').slice(0, mostCharacters))
  } catch {
    // Nested deeper than can be written.
    return null
  }
}
