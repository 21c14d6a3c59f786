/** The texts that customers are told, in Liquid. */
import { type ExpectationText, expectationVariables, type Policy } from '@fairlead/sdk'
import type { Template } from 'liquidjs'
import { boundedLiquid, mistakeOf, type TextMistake } from './liquid.ts'

export type ExpectationVariable = (typeof expectationVariables)[number]
/** Null: not known, so that `default` and `if` have something to do. */
export type ExpectationValues = Readonly<Record<ExpectationVariable, string | number | null>>
export type MessageMistake = TextMistake & Readonly<{ path: string }>

const mostCharacters = 4000
const liquid = boundedLiquid({ mostCharacters, mostMemory: 20_000, strictVariables: true })

/** Everything that is wrong with a policy's messages, each with its place, such as `messages.away.texts.en`. */
export function checkMessages(messages: Policy['messages']): MessageMistake[] {
  const { expectedReply: _, ...texts } = messages
  return Object.entries(texts).flatMap(([kind, text]) =>
    text === null ? [] : checkLanguages(text, `messages.${kind}`),
  )
}

/** What is wrong with one text, in the order in which it is written. */
export function checkText(text: string): TextMistake[] {
  try {
    const template = liquid.parse(text)
    const unknown = unknownIn(template)
    if (unknown.length > 0) return unknown
    // What only shows when it is rendered, such as a loop without end.
    liquid.renderSync(template, exampleScope('x'))
    liquid.renderSync(template, exampleScope(null))
    return []
  } catch (error) {
    return [mistakeOf(error)]
  }
}

/** The text with its values, as plain text. @throws when `checkText` finds a mistake. */
export function renderExpectation(text: string, values: ExpectationValues): string {
  return String(liquid.renderSync(liquid.parse(text), { ...values }))
    .trim()
    .slice(0, mostCharacters)
    .toWellFormed()
}

function checkLanguages({ defaultLocale, texts }: ExpectationText, path: string): MessageMistake[] {
  const missing = Object.hasOwn(texts, defaultLocale)
    ? []
    : [
        {
          path: `${path}.texts`,
          line: 1,
          column: 1,
          message: `There is no text in the default language ${defaultLocale}.`,
        },
      ]
  const mistakes = Object.entries(texts).flatMap(([locale, text]) =>
    checkText(text).map((mistake) => ({ path: `${path}.texts.${locale}`, ...mistake })),
  )
  return [...missing, ...mistakes]
}

function unknownIn(template: Template[]): TextMistake[] {
  const { globals } = liquid.analyzeSync(template, { partials: false })
  const known: readonly string[] = expectationVariables
  return Object.values(globals)
    .flat()
    .flatMap(({ segments, location: { row, col } }) => {
      const [name, part] = segments.map(String)
      const place = { line: row, column: col }
      if (!known.includes(name!)) {
        return [{ ...place, message: `There is no variable “${name}”. There are: ${known.join(', ')}.` }]
      }
      return part === undefined ? [] : [{ ...place, message: `The variable “${name}” has no part “${part}”.` }]
    })
    .sort((a, b) => a.line - b.line || a.column - b.column)
}

function exampleScope(value: string | null): Record<string, string | null> {
  return Object.fromEntries(expectationVariables.map((name) => [name, value]))
}
