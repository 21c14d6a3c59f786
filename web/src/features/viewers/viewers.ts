import type { Viewer } from '@fairlead/sdk'

type Telling = Readonly<{ conversationId: string; viewers: readonly Viewer[] }>
type Told = Readonly<{ viewers: readonly Viewer[]; end: ReturnType<typeof setTimeout> }>

const nobody: readonly Viewer[] = []
/** Of whoever stays the server tells again once a minute; what ended may have been told while nobody could hear it. */
const holdsForMs = 90_000

/** Who has which conversation open, as far as we were told. It is forgotten when the stream breaks: it holds for seconds. */
export class Viewers {
  readonly #told = new Map<string, Told>()
  /** How often each was told of: also of nobody, so that an answer on its way is known to be older. */
  readonly #times = new Map<string, number>()
  readonly #watchers = new Set<() => void>()

  get(conversationId: string): readonly Viewer[] {
    return this.#told.get(conversationId)?.viewers ?? nobody
  }

  put({ conversationId, viewers }: Telling): void {
    clearTimeout(this.#told.get(conversationId)?.end)
    this.#times.set(conversationId, this.#timesOf(conversationId) + 1)
    if (viewers.length === 0) {
      this.#told.delete(conversationId)
    } else {
      const end = setTimeout(() => this.put({ conversationId, viewers: nobody }), holdsForMs)
      this.#told.set(conversationId, { viewers, end })
    }
    this.#tell()
  }

  /** Before one asks: what takes the answer, unless something was told on its way, which may be newer. */
  asking(conversationId: string): (viewers: readonly Viewer[]) => void {
    const before = this.#timesOf(conversationId)
    return (viewers) => {
      if (this.#timesOf(conversationId) === before) this.put({ conversationId, viewers })
    }
  }

  forget(): void {
    if (this.#told.size === 0) return
    for (const { end } of this.#told.values()) clearTimeout(end)
    this.#told.clear()
    this.#tell()
  }

  watch(onChange: () => void): () => void {
    this.#watchers.add(onChange)
    return () => this.#watchers.delete(onChange)
  }

  #timesOf(conversationId: string): number {
    return this.#times.get(conversationId) ?? 0
  }

  #tell(): void {
    for (const onChange of this.#watchers) onChange()
  }
}

/** Of this tab. */
export const viewers = new Viewers()
