type Place = Readonly<{ workspaceId: string; channelId: string }>

/**
 * What waits to be stored, by workspace and channel. Whoever takes gets one of each workspace in turn, and within a
 * workspace one of each channel in turn: a flood on one waits behind itself, and nobody else behind it.
 */
export class FairQueue<Item extends Place> {
  readonly #workspaces = new Map<string, Map<string, Item[]>>()
  #size = 0

  get size(): number {
    return this.#size
  }

  add(item: Item): void {
    const channels = getOrMake(this.#workspaces, item.workspaceId, () => new Map<string, Item[]>())
    getOrMake(channels, item.channelId, () => []).push(item)
    this.#size += 1
  }

  /** The next ones, until they weigh `most` together; always at least one, if there is any. */
  take(most: number, weightOf: (item: Item) => number): Item[] {
    const taken: Item[] = []
    let weight = 0
    while (this.#size > 0 && (taken.length === 0 || weight < most)) {
      const item = this.#next()
      taken.push(item)
      weight += weightOf(item)
    }
    return taken
  }

  // Whoever had their turn goes to the end of the line, which is what a Map does with a key that is set anew.
  #next(): Item {
    const [workspaceId, channels] = this.#workspaces.entries().next().value!
    const [channelId, items] = channels.entries().next().value!
    const item = items.shift()!
    this.#size -= 1
    channels.delete(channelId)
    if (items.length > 0) channels.set(channelId, items)
    this.#workspaces.delete(workspaceId)
    if (channels.size > 0) this.#workspaces.set(workspaceId, channels)
    return item
  }
}

function getOrMake<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
