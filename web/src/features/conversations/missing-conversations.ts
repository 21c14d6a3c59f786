import { applyToConversation, type Conversation, type Event } from '@fairlead/sdk'

/** As many as the server answers at once. */
const mostAtOnce = 100

type Shell = Readonly<{
  fetch(ids: readonly string[]): Promise<readonly Conversation[]>
  /** Puts them where they belong. */
  place(conversations: readonly Conversation[]): void
  /** They cannot be had one by one: all lists are to be fetched anew. */
  giveUp(): void
  /** From one request to the next. */
  pause(): Promise<void>
}>

/**
 * Conversations that events tell of, and that we know too little of to put them into our lists. The first is asked for at
 * once, since somebody may wait for it; what is missed after that is gathered, and asked for together after a pause. So
 * it costs no more than a request for each pause, however many events there are.
 */
export class MissingConversations {
  readonly #shell: Shell
  readonly #wanted = new Set<string>()
  readonly #underWay = new Set<string>()
  #heard: Event[] = []
  #isAsking = false

  constructor(shell: Shell) {
    this.#shell = shell
  }

  get isAsking(): boolean {
    return this.#isAsking
  }

  /** What is heard while an answer is under way, which may be older than that. */
  hear(events: readonly Event[]): void {
    if (this.#underWay.size > 0) this.#heard.push(...events)
  }

  want(ids: Iterable<string>): void {
    for (const id of ids) if (!this.#underWay.has(id)) this.#wanted.add(id)
    if (this.#wanted.size > 0 && !this.#isAsking) void this.#ask()
  }

  async #ask(): Promise<void> {
    this.#isAsking = true
    while (this.#wanted.size > 0) await Promise.all([this.#askOnce(), this.#shell.pause()])
    this.#isAsking = false
  }

  async #askOnce(): Promise<void> {
    const ids = [...this.#wanted]
    this.#wanted.clear()
    if (ids.length > mostAtOnce) return this.#shell.giveUp()

    for (const id of ids) this.#underWay.add(id)
    const answer = await this.#shell.fetch(ids).catch(() => null)
    const heard = this.#heard
    this.#heard = []
    this.#underWay.clear()
    if (answer === null) this.#shell.giveUp()
    else this.#shell.place(answer.map((conversation) => heard.reduce(applyToConversation, conversation)))
  }
}
