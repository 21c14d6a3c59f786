import type { Database } from '../db/database.ts'

type Client = {
  query: (...args: unknown[]) => unknown
  connection?: { stream: { destroy: () => void } }
}

/** A process that dies between two statements, as the database sees it: the connection is gone in that moment. */
export type Crashes = {
  /** The connection breaks at the n-th statement from now: before it is sent, or after the database has done it. */
  arm: (statement: number, when: 'before' | 'after') => void
  disarm: () => void
  /** How often it broke. */
  count: number
}

/** Call it before the database is used: it listens to every new connection. */
export function crashable(database: Database): Crashes {
  let left = Number.POSITIVE_INFINITY
  let breaks: 'before' | 'after' = 'before'
  const crashes: Crashes = {
    count: 0,
    arm(statement, when) {
      left = statement
      breaks = when
    },
    disarm() {
      left = Number.POSITIVE_INFINITY
    },
  }

  database.pool.on('connect', (connection) => {
    const client = connection as unknown as Client
    const query = client.query.bind(client)
    client.query = (...args) => {
      left -= 1
      // Only what our own code sends: kysely asks for promises.
      if (left !== 0 || typeof args.at(-1) === 'function') return query(...args)

      left = Number.POSITIVE_INFINITY
      crashes.count += 1
      const die = () => {
        client.connection?.stream.destroy()
        throw new Error('the process died here')
      }
      return breaks === 'before' ? Promise.resolve().then(die) : Promise.resolve(query(...args)).then(die)
    }
  })
  return crashes
}
