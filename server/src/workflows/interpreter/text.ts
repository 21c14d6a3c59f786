/** The texts of workflows, in Liquid: what is said to contacts, members and other systems. */
import type { LocalText } from '@fairlead/sdk'
import { filters, type Liquid, type Template, Tokenizer } from 'liquidjs'
import { boundedLiquid, mistakeOf, RenderTime, type TextMistake } from '../../expectations/liquid.ts'
import { chooseText } from '../../expectations/wording.ts'
import { localTime, own } from './lookup.ts'
import { cleanText, secretSign } from './outside.ts'
import type { RunState } from './run-state.ts'
import { known, scopeOf, secretsIn, withoutBrokenMarkers } from './scope.ts'
import type { World } from './world.ts'

/** A text cannot be put into words: it is no Liquid, or takes too much time or memory. */
export class TextFailure extends Error {
  override readonly name = 'TextFailure'
}

const mostCharacters = 10_000
const mostOfMessage = 4000
const liquid = liquidOf(shown)
/** Where a value may be no more than a value: by these filters managers put it there in other words. */
const into = {
  people: liquid,
  address: liquidOf(inAddress, ['url_encode', 'cgi_escape', 'uri_escape']),
  json: liquidOf(inJson, ['json', 'jsonify']),
} as const

/** For all texts of a step, or of an incoming message: each is bounded, and so are a hundred. */
export function newRendering(mostMs = 1000): RenderTime {
  return new RenderTime(mostMs)
}

/**
 * A text with its values, of several languages the one for the contact. What is not known is nothing. `secrets`: it goes
 * to another system, and a secret stands in it as its marker. `as`: what a contact wrote is no part of an address, and no
 * more than the words in JSON.
 *
 * @throws {TextFailure}
 */
export function renderText(
  text: string | LocalText,
  world: World,
  run: Pick<RunState, 'variables'>,
  { secrets = false, as = 'people' }: Readonly<{ secrets?: boolean; as?: keyof typeof into }> = {},
): string {
  const isLocal = typeof text !== 'string'
  const source = cleanText(isLocal ? chooseText(text, world.facts.contact.locale).text : text)
  const rendered = /\{[{%]/.test(source) ? render(source, world, run, { secrets, as }) : source
  return withoutBrokenMarkers(rendered.trim().slice(0, isLocal ? mostOfMessage : mostCharacters)).toWellFormed()
}

type Options = Readonly<{ secrets: boolean; as: keyof typeof into }>

function render(source: string, world: World, run: Pick<RunState, 'variables'>, { secrets, as }: Options): string {
  const scope = { ...scopeOf(world, run), ...(secrets ? { secret: secretsIn(source) } : {}) }
  const clock = { now: world.now, timeZone: localTime(world).timeZoneId }
  try {
    const { rendering = newRendering() } = world
    return rendering.render(into[as], source, scope, clock)
  } catch (error) {
    throw new TextFailure(mistakeOf(error).message)
  }
}

/**
 * What is wrong with a text, in the order in which it is written. `variables`: what a run may have learned by then.
 * `secrets`: which there are; null where none may stand, since people read it.
 */
export function checkText(
  text: string,
  given: Readonly<{ variables: readonly string[]; secrets: readonly string[] | null }>,
): TextMistake[] {
  try {
    const template = liquid.parse(text)
    const mistakes = [...unknownIn(template, given), ...(given.secrets === null ? [] : misusedSecrets(template, text))]
    if (mistakes.length > 0) return mistakes.sort((a, b) => a.line - b.line || a.column - b.column)
    // What only shows when it is rendered, such as a loop without end.
    const clock = { now: 0, timeZone: 'UTC' }
    liquid.renderSync(template, exampleScope(given.variables), { globals: clock })
    liquid.renderSync(template, {}, { globals: clock })
    return []
  } catch (error) {
    return [mistakeOf(error)]
  }
}

function unknownIn(template: Template[], given: Parameters<typeof checkText>[1]): TextMistake[] {
  const { globals } = liquid.analyzeSync(template, { partials: false })
  return Object.values(globals)
    .flat()
    .flatMap(({ segments, location: { row, col } }) => {
      const [name = '', part = null] = segments.map(String)
      const message = mistakeIn(name, part, given)
      return message === null ? [] : [{ line: row, column: col, message }]
    })
}

function mistakeIn(name: string, part: string | null, given: Parameters<typeof checkText>[1]): string | null {
  if (name === 'secret' && given.secrets === null) return 'A secret can only be told to other systems.'
  const parts = name === 'variable' ? given.variables : name === 'secret' ? given.secrets : own(known, name)
  if (parts === null) return `There is no “${name}”. There are: ${Object.keys(known).join(', ')}.`
  if (part === null) return `Of “${name}” a part has to be named, such as “${name}.${parts[0] ?? 'name'}”.`
  return parts.includes(part) ? null : `There is no “${name}.${part}”. There are: ${parts.join(', ') || 'none'}.`
}

// What is made of its marker is never the secret: upper case, a hash, a part.
function misusedSecrets(template: Template[], text: string): TextMistake[] {
  if (!Object.hasOwn(liquid.analyzeSync(template, { partials: false }).globals, 'secret')) return []
  return new Tokenizer(text).readTopLevelTokens().flatMap((token) => {
    const written = token.getText()
    const isAlone = /^\{\{-?\s*secret\.[a-z][a-z0-9_]*\s*-?\}\}$/.test(written)
    if (!/^\{[{%][\s\S]*\bsecret\b/.test(written) || isAlone) return []
    const [line, column] = token.getPosition()
    return [{ line: line!, column: column!, message: 'A secret stands by itself: {{ secret.name }}.' }]
  })
}

function exampleScope(variables: readonly string[]): Record<string, unknown> {
  const examples = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 'x']))
  const all = Object.entries(known).map(([name, parts]) => [name, examples(parts ?? variables)])
  return Object.fromEntries(all)
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return ''
  return Array.isArray(value) ? value.map(shown).join(', ') : typeof value === 'object' ? '' : String(value)
}

function liquidOf(outputEscape: (value: unknown) => string, asTheyAre: readonly string[] = []): Liquid {
  const made = boundedLiquid({ mostCharacters, mostMemory: 100_000, strictVariables: false, outputEscape })
  // They read the clock or draw lots; a step that is taken again has to say the same.
  for (const name of ['sample', 'date_to_xmlschema', 'date_to_rfc822', 'date_to_string', 'date_to_long_string']) {
    made.unregisterFilter(name)
  }
  const { date } = filters
  made.registerFilter('date', function (value: unknown, format?: unknown, zone?: unknown) {
    const { now, timeZone } = this.context.globals
    const isDay = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
    const at = value === 'now' || value === 'today' ? Number(now) / 1000 : value
    return typeof date === 'function' ? date.call(this, at, format, zone ?? (isDay ? 'UTC' : timeZone)) : at
  })
  for (const name of asTheyAre) {
    const filter = filters[name]
    if (typeof filter === 'function') made.registerFilter(name, { handler: filter, raw: true })
  }
  return made
}

function inAddress(value: unknown): string {
  const text = shown(value).toWellFormed()
  // A secret is put in later. Dots alone would lead to another place, however they are written.
  if (text.includes(secretSign)) return text
  return /^\.+$/.test(text) ? '' : encodeURIComponent(text)
}

function inJson(value: unknown): string {
  const text = shown(value)
  return text.includes(secretSign) ? text : JSON.stringify(text).slice(1, -1)
}
