import type { Client } from '@fairlead/sdk'

/** Called when a write is sent; what it answers is called once the write's answer is where it belongs. */
type Follower = () => () => void

/** What is changed at the server beside what is asked of it, while it is under way. */
class Writes {
  readonly #followers = new Set<Follower>()

  follow(follower: Follower): () => void {
    this.#followers.add(follower)
    return () => this.#followers.delete(follower)
  }

  /** The same client, whose writes are followed. */
  of(client: Client): Client {
    return {
      ...client,
      call: async (endpoint, input) => {
        if (endpoint.method === 'get') return client.call(endpoint, input)
        const ends = [...this.#followers].map((begin) => begin())
        try {
          return await client.call(endpoint, input)
        } finally {
          // Whoever waits for the answer puts it into the cache at once, which is a matter of microtasks.
          setTimeout(() => {
            for (const end of ends) end()
          })
        }
      },
    }
  }
}

/** Of this tab. */
export const writes = new Writes()
