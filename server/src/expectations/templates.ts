/**
 * The texts that customers are told, in Liquid. A manager writes them, so they may do no more than put values into
 * words: no files, no other templates, nothing of our objects, and little time and memory.
 */
import { type ExpectationText, expectationVariables, type Policy } from '@fairlead/sdk'
import { Liquid, type Template } from 'liquidjs'

export type ExpectationVariable = (typeof expectationVariables)[number]
/** Null: not known, so that `default` and `if` have something to do. */
export type ExpectationValues = Readonly<Record<ExpectationVariable, string | number | null>>
export type TextMistake = Readonly<{ line: number; column: number; message: string }>
export type MessageMistake = TextMistake & Readonly<{ path: string }>

const mostCharacters = 4000
const liquid = new Liquid({
  strictFilters: true,
  strictVariables: true,
  ownPropertyOnly: true,
  relativeReference: false,
  dynamicPartials: false,
  templates: {},
  parseLimit: mostCharacters,
  memoryLimit: 20_000,
  renderLimit: 500,
})
for (const tag of ['include', 'render', 'layout', 'block']) delete liquid.tags[tag]

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

// Liquid says where at the end of its sentence.
function mistakeOf(error: unknown): TextMistake {
  const text = error instanceof Error ? error.message : String(error)
  const place = /,? line:(\d+), col:(\d+)/.exec(text)
  const sentence = (place ? text.slice(0, place.index) : text).trim()
  return {
    line: Number(place?.[1] ?? 1),
    column: Number(place?.[2] ?? 1),
    message: `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`,
  }
}
