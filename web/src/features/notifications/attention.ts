/**
 * What the tabs of one browser tell each other of where somebody looks, so that nothing is announced that is looked at,
 * and one of them speaks for all: the one that holds the lock.
 */
type Look = Readonly<{ tab: string; conversationId: string | null; hasFocus: boolean }>

export class Attention {
  readonly #tab = crypto.randomUUID()
  readonly #others = new Map<string, Look>()
  readonly #ended = new AbortController()
  readonly #channel: BroadcastChannel
  #own: Look = { tab: this.#tab, conversationId: null, hasFocus: false }
  #speaks = false

  /** `name`: tabs of another member, or another workspace, are none of ours. */
  constructor(name: string) {
    const { signal } = this.#ended
    this.#channel = new BroadcastChannel(`fairlead attention ${name}`)
    this.#channel.addEventListener('message', ({ data }: MessageEvent<Look | 'hello'>) => {
      if (data === 'hello') this.#channel.postMessage(this.#own)
      else this.#others.set(data.tab, data)
    })
    const tell = () => this.look(this.#own.conversationId)
    window.addEventListener('focus', tell, { signal })
    window.addEventListener('blur', tell, { signal })
    document.addEventListener('visibilitychange', tell, { signal })
    window.addEventListener('pagehide', () => this.#tell({ ...this.#own, hasFocus: false }), { signal })
    this.#channel.postMessage('hello')
    void this.#speakWhenAlone(name)
  }

  /** Which conversation is open here. */
  look(conversationId: string | null): void {
    this.#tell({
      tab: this.#tab,
      conversationId,
      hasFocus: document.visibilityState === 'visible' && document.hasFocus(),
    })
  }

  /** Whether somebody has the conversation before their eyes, here or in another tab. */
  isLookedAt(conversationId: string): boolean {
    return this.#looks().some((look) => look.hasFocus && look.conversationId === conversationId)
  }

  /** Whether somebody works in any tab: then what is on the page is enough. */
  get isHere(): boolean {
    return this.#looks().some(({ hasFocus }) => hasFocus)
  }

  /** Whether this tab is the one that speaks. */
  get speaks(): boolean {
    return this.#speaks
  }

  stop(): void {
    if (this.#ended.signal.aborted) return
    this.#tell({ ...this.#own, hasFocus: false })
    this.#ended.abort()
    this.#channel.close()
  }

  #looks(): Look[] {
    return [this.#own, ...this.#others.values()]
  }

  #tell(look: Look): void {
    this.#own = look
    this.#channel.postMessage(look)
  }

  // The lock is let go when the tab goes, however it goes.
  async #speakWhenAlone(name: string): Promise<void> {
    const { signal } = this.#ended
    if (!('locks' in navigator)) {
      this.#speaks = true
      return
    }
    const held = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve())
    })
    try {
      await navigator.locks.request(`fairlead speaks ${name}`, { signal }, () => {
        this.#speaks = true
        return held
      })
    } catch {
      // Stopped while it waited for its turn.
    }
  }
}
