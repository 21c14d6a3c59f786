import type { Command } from './command.ts'

type Layer = () => readonly Command[]

const places = ['ordinary', 'above'] as const
/** `above`: what it offers is meant before anything else, such as what is selected before what is open. */
export type Place = (typeof places)[number]

/** What lies above the page for choosing a command: the palette, inside of a command with choices, or the sheet. */
export type Overlay = Readonly<{ kind: 'palette'; inside: Command | null } | { kind: 'sheet' }>

/**
 * Every command that whatever is on the screen offers. Layers are asked when somebody wants to know, and not before: a
 * page that is drawn a hundred times has told nothing yet.
 */
class CommandRegistry {
  readonly #layers = new Map<Layer, Place>()
  readonly #watchers = new Set<() => void>()
  #overlay: Overlay | null = null
  #version = 0
  #typedAhead = ''

  add(layer: Layer, place: Place = 'ordinary'): () => void {
    this.#layers.set(layer, place)
    this.#tell()
    return () => {
      this.#layers.delete(layer)
      this.#tell()
    }
  }

  /** Of two of one name the later one: what lies inside knows better, and what lies above everything best. */
  list(): Command[] {
    const layers = [...this.#layers].sort(([, a], [, b]) => places.indexOf(a) - places.indexOf(b))
    const commands = layers.flatMap(([layer]) => layer())
    return [...new Map(commands.map((command) => [command.id, command])).values()]
  }

  /** Does it, or asks which one is meant. */
  run(command: Command): void {
    if ('run' in command) {
      this.show(null)
      void command.run()
    } else {
      this.show({ kind: 'palette', inside: command })
    }
  }

  get overlay(): Overlay | null {
    return this.#overlay
  }

  show(overlay: Overlay | null): void {
    this.#overlay = overlay
    this.#typedAhead = ''
    this.#tell()
  }

  /** What was typed between the key that opens the palette and its being there. */
  get typedAhead(): string {
    return this.#typedAhead
  }

  typeAhead(letter: string): void {
    this.#typedAhead += letter
  }

  /** Counts up with every change: of what is shown, and of who offers something. */
  get version(): number {
    return this.#version
  }

  watch(onChange: () => void): () => void {
    this.#watchers.add(onChange)
    return () => this.#watchers.delete(onChange)
  }

  #tell(): void {
    this.#version += 1
    for (const onChange of this.#watchers) onChange()
  }
}

export const commands = new CommandRegistry()
