import { json, type Reply } from '../desk/exchange.ts'
import { Refusal } from '../desk/refusal.ts'

/** What the API answers when it does not do what it was asked: HTTP says 200, the code says what is wrong. */
export class TiktokRefusal extends Refusal {
  readonly code: number
  readonly #status: number

  constructor(code: number, message: string, status = 200) {
    super(message)
    this.code = code
    this.#status = status
  }

  override toReply(): Reply {
    return json({ code: this.code, message: this.message, request_id: requestId(), data: {} }, this.#status)
  }
}

export function ok(data: object = {}): Reply {
  return json({ code: 0, message: 'OK', request_id: requestId(), data })
}

export function invalid(parameter: string, why: string): TiktokRefusal {
  return new TiktokRefusal(40002, `${parameter}: ${why}`)
}

let asked = 0

function requestId(): string {
  asked += 1
  return `20261122${String(asked).padStart(10, '0')}`
}
