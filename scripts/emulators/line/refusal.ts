import { json, type Reply } from '../desk/exchange.ts'
import { Refusal } from '../desk/refusal.ts'

type Detail = Readonly<{ message: string; property: string }>

/** What LINE answers when it does not do what it was asked. */
export class LineRefusal extends Refusal {
  readonly #status: number
  readonly #details: readonly Detail[]

  constructor(status: number, message: string, details: readonly Detail[] = []) {
    super(message)
    this.#status = status
    this.#details = details
  }

  toReply(): Reply {
    const details = this.#details.length > 0 ? { details: this.#details } : {}
    return json({ message: this.message, ...details }, this.#status)
  }
}

export function invalid(property: string, message: string): LineRefusal {
  return new LineRefusal(400, 'The request body has 1 error(s)', [{ message, property }])
}

export const notFound = new LineRefusal(404, 'Not found')

const usual: ReadonlyMap<number, string> = new Map([
  [401, 'Authentication failed. Confirm that the access token in the authorization header is valid.'],
  [403, 'Access to this API is not available for your account'],
  [429, 'The API rate limit has been exceeded. Try again later.'],
  [500, 'Internal Server Error'],
])

/** Answers with this error of LINE's; nothing is done. */
export type LineFault = Readonly<{ lineError?: Readonly<{ message: string; details?: readonly Detail[] }> }>

/** The error that usually comes with a status, or the one a fault names. */
export function errorFor(status: number, { lineError }: LineFault): Reply | null {
  if (lineError) return new LineRefusal(status, lineError.message, lineError.details).toReply()
  const message = usual.get(status)
  return message === undefined ? null : new LineRefusal(status, message).toReply()
}
