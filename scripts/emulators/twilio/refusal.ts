import { json, type Reply } from '../desk/exchange.ts'
import { Refusal } from '../desk/refusal.ts'

/** What Twilio answers when it does not do what it was asked. */
export class TwilioRefusal extends Refusal {
  readonly #code: number
  readonly #status: number

  constructor(code: number, message: string, status = 400) {
    super(message)
    this.#code = code
    this.#status = status
  }

  toReply(): Reply {
    const code = this.#code
    return json(
      { code, message: this.message, more_info: `https://www.twilio.com/docs/errors/${code}`, status: this.#status },
      this.#status,
    )
  }
}

export function notFound(path: string): TwilioRefusal {
  return new TwilioRefusal(20404, `The requested resource ${path} was not found`, 404)
}

const usual: ReadonlyMap<number, readonly [code: number, message: string]> = new Map([
  [401, [20003, 'Authenticate']],
  [403, [20403, 'Forbidden']],
  [404, [20404, 'The requested resource was not found']],
  [429, [20429, 'Too Many Requests']],
  [500, [20500, 'Internal Server Error']],
  [503, [20503, 'Service Unavailable']],
])

/** Answers with this error of Twilio's; nothing is done. */
export type TwilioFault = Readonly<{ twilioError?: Readonly<{ code: number; message?: string }> }>

/** The error that usually comes with a status, or the one a fault names. */
export function errorFor(status: number, { twilioError }: TwilioFault): Reply | null {
  if (twilioError) return new TwilioRefusal(twilioError.code, twilioError.message ?? 'Made to fail', status).toReply()
  const error = usual.get(status)
  return error === undefined ? null : new TwilioRefusal(...error, status).toReply()
}
