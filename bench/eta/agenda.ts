/** What is to happen, soonest first: a binary heap. */
export class Agenda<Event extends Readonly<{ at: number }>> {
  readonly #events: Event[] = []

  add(event: Event): void {
    const events = this.#events
    let index = events.push(event) - 1

    while (index > 0) {
      const parent = (index - 1) >> 1
      if (events[parent]!.at <= event.at) break
      events[index] = events[parent]!
      index = parent
    }
    events[index] = event
  }

  next(): Event | undefined {
    const [first] = this.#events
    const last = this.#events.pop()

    if (last !== undefined && this.#events.length > 0) this.#sink(last)
    return first
  }

  #sink(event: Event): void {
    const events = this.#events
    let index = 0

    for (;;) {
      let child = 2 * index + 1
      if (child + 1 < events.length && events[child + 1]!.at < events[child]!.at) child += 1
      if (child >= events.length || event.at <= events[child]!.at) break
      events[index] = events[child]!
      index = child
    }
    events[index] = event
  }
}
