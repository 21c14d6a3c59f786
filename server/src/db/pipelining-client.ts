import pg from 'pg'

const named = /^(?:select )?\/\* ([\w.-]+) \*\//

/**
 * A connection on which statements need not wait for each other's answers. Whatever is asked within one turn of the
 * loop goes out in one packet, and PostgreSQL answers it in order; each fails or succeeds on its own, in a transaction
 * as PostgreSQL says. So `Promise.all` of what does not depend on each other costs one round trip.
 *
 * Statements that begin with a comment, `/* queue.head *\/ SELECT …`, are prepared once for each connection, under that
 * name: those that run thousands of times a minute. Planning takes longer than running most of them. Their text must
 * always be the same, with lists as arrays.
 */
export class PipeliningClient extends pg.Client {
  #isGathering = false

  // biome-ignore lint/suspicious/noExplicitAny: every way in which the driver may be called
  override query(config: any, values?: any, callback?: any): any {
    this.#gather()
    const name = typeof config === 'string' ? nameOf(config) : undefined
    return name === undefined
      ? super.query(config, values, callback)
      : super.query({ name, text: config, values }, callback)
  }

  #gather(): void {
    if (this.#isGathering) return
    const { stream } = (this as unknown as { connection: { stream: { cork: () => void; uncork: () => void } } })
      .connection
    this.#isGathering = true
    stream.cork()
    process.nextTick(() => {
      this.#isGathering = false
      stream.uncork()
    })
  }
}

function nameOf(text: string): string | undefined {
  return named.exec(text)?.[1]
}
