/**
 * Liquid for texts that managers write and strangers' values go into: they may do no more than put values into words.
 * No files, no other templates, nothing of our objects, and little time and memory.
 */
import { type Context, type Emitter, Liquid } from 'liquidjs'

const longestMs = 500

export type TextMistake = Readonly<{ line: number; column: number; message: string }>

export function boundedLiquid(
  given: Readonly<{
    mostCharacters: number
    /** About as many characters as may be made on the way. */
    mostMemory: number
    /** Whether a value that is not there is a mistake; else it is nothing. */
    strictVariables: boolean
    outputEscape?: (value: unknown) => string
  }>,
): Liquid {
  const { mostCharacters, mostMemory, ...options } = given
  const liquid = new Liquid({
    ...options,
    strictFilters: true,
    ownPropertyOnly: true,
    relativeReference: false,
    dynamicPartials: false,
    templates: {},
    parseLimit: mostCharacters,
    memoryLimit: mostMemory,
    renderLimit: longestMs,
  })
  for (const tag of ['include', 'render', 'layout', 'block']) delete liquid.tags[tag]
  countOutput(liquid)
  return liquid
}

/** How long several texts may take together, in milliseconds; one of them no longer than it may by itself. */
export class RenderTime {
  #leftMs: number

  constructor(mostMs: number) {
    this.#leftMs = mostMs
  }

  /** @throws where it is spent, and what Liquid throws */
  render(liquid: Liquid, text: string, scope: object, globals: object): string {
    if (this.#leftMs <= 0) throw new Error('the texts take too long together')
    const from = performance.now()
    const renderLimit = Math.min(this.#leftMs, longestMs)
    try {
      return String(liquid.renderSync(liquid.parse(text), scope, { globals, renderLimit }))
    } finally {
      this.#leftMs -= performance.now() - from
    }
  }
}

// What is put out counts as made, too: a loop over one long text fills more than any memory holds within its time.
function countOutput({ renderer }: Liquid): void {
  const render = renderer.renderTemplates.bind(renderer)
  renderer.renderTemplates = (templates, context, emitter) =>
    render(templates, context, emitter ?? new BoundedOutput(context.memoryLimit))
}

class BoundedOutput implements Emitter {
  buffer = ''
  readonly #limit: Context['memoryLimit']

  constructor(limit: Context['memoryLimit']) {
    this.#limit = limit
  }

  write(value: unknown): void {
    const text = toText(value)
    this.#limit.use(text.length)
    this.buffer += text
  }
}

function toText(value: unknown): string {
  if (Array.isArray(value)) return value.map(toText).join('')
  return value === null || value === undefined ? '' : String(value)
}

/** Liquid says where at the end of its sentence. */
export function mistakeOf(error: unknown): TextMistake {
  const text = error instanceof Error ? error.message : String(error)
  const place = /,? line:(\d+), col:(\d+)/.exec(text)
  const sentence = (place ? text.slice(0, place.index) : text).trim()
  return {
    line: Number(place?.[1] ?? 1),
    column: Number(place?.[2] ?? 1),
    message: `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`,
  }
}
