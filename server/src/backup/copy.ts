/**
 * PostgreSQL's COPY through `pg`, which knows its messages and leaves them to whoever submits the statement. Bytes pass
 * as they are: what PostgreSQL wrote, PostgreSQL reads.
 */
import { once } from 'node:events'
import type pg from 'pg'

const partBytes = 4 * 1024 * 1024

/** Hands what `COPY … TO STDOUT` says to `take`, in parts of some megabytes; answers how many rows there were. */
export async function copyOut(
  client: pg.ClientBase,
  statement: string,
  take: (part: Buffer) => Promise<void>,
): Promise<number> {
  return await client.query(new CopyOut(statement, take)).rows
}

/** Feeds `COPY … FROM STDIN`; answers how many rows were stored. */
export async function copyIn(client: pg.ClientBase, statement: string, source: AsyncIterable<Buffer>): Promise<number> {
  return await client.query(new CopyIn(statement, source)).rows
}

class CopyOut implements pg.Submittable {
  readonly #statement: string
  readonly #take: (part: Buffer) => Promise<void>
  readonly #end = Promise.withResolvers<number>()
  #connection: pg.Connection | null = null
  #chunks: Buffer[] = []
  #bytes = 0
  #rows = 0
  #taking: Promise<void> = Promise.resolve()

  constructor(statement: string, take: (part: Buffer) => Promise<void>) {
    this.#statement = statement
    this.#take = take
  }

  get rows(): Promise<number> {
    return this.#end.promise
  }

  submit(connection: pg.Connection): void {
    this.#connection = connection
    connection.query(this.#statement)
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    // A copy, for the parser writes over its buffer.
    this.#chunks.push(Buffer.from(chunk))
    this.#bytes += chunk.length
    if (this.#bytes >= partBytes) this.#handOver()
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.#rows = countOf(text)
  }

  handleReadyForQuery(): void {
    if (this.#bytes > 0) this.#handOver()
    this.#taking.then(
      () => this.#end.resolve(this.#rows),
      (error: unknown) => this.#end.reject(error),
    )
  }

  handleError(error: Error): void {
    this.#end.reject(error)
  }

  // Nothing more is read until the part was taken, so that a slow disk does not fill the memory.
  #handOver(): void {
    const part = Buffer.concat(this.#chunks)
    const stream = this.#connection?.stream
    this.#chunks = []
    this.#bytes = 0
    stream?.pause()
    const taking = this.#taking.then(() => this.#take(part))
    this.#taking = taking
    taking.then(
      () => {
        if (this.#taking === taking) stream?.resume()
      },
      (error: unknown) => {
        this.#end.reject(error)
        stream?.destroy()
      },
    )
  }
}

type CopyConnection = pg.Connection & {
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(reason: string): void
}

class CopyIn implements pg.Submittable {
  readonly #statement: string
  readonly #source: AsyncIterable<Buffer>
  readonly #end = Promise.withResolvers<number>()
  #rows = 0
  #failure: unknown = null

  constructor(statement: string, source: AsyncIterable<Buffer>) {
    this.#statement = statement
    this.#source = source
  }

  get rows(): Promise<number> {
    return this.#end.promise
  }

  submit(connection: pg.Connection): void {
    connection.query(this.#statement)
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.#feed(connection).catch((error: unknown) => {
      this.#failure ??= error
      connection.sendCopyFail('the source failed')
    })
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.#rows = countOf(text)
  }

  handleReadyForQuery(): void {
    this.#end.resolve(this.#rows)
  }

  handleError(error: Error): void {
    this.#failure ??= error
    this.#end.reject(this.#failure)
  }

  async #feed(connection: CopyConnection): Promise<void> {
    for await (const chunk of this.#source) {
      if (this.#failure !== null) return
      connection.sendCopyFromChunk(chunk)
      if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain')
    }
    connection.endCopyFrom()
  }
}

// "COPY 17"
function countOf(tag: string): number {
  return Number(tag.split(' ').at(-1))
}
