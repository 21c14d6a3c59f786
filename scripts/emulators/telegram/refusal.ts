import { json, type Reply } from '../desk/exchange.ts'
import { Refusal } from '../desk/refusal.ts'

type Parameters = Readonly<{ retry_after?: number; migrate_to_chat_id?: number }>

/** What the Bot API answers when it does not do what it was asked. Its code is the HTTP status too. */
export class BotRefusal extends Refusal {
  readonly code: number
  readonly #parameters: Parameters | null

  constructor(code: number, description: string, parameters: Parameters | null = null) {
    super(description)
    this.code = code
    this.#parameters = parameters
  }

  override toReply(): Reply {
    return json(this, this.code)
  }

  toJSON(): object {
    return {
      ok: false,
      error_code: this.code,
      description: this.message,
      ...(this.#parameters !== null && { parameters: this.#parameters }),
    }
  }
}

export function bad(description: string): BotRefusal {
  return new BotRefusal(400, `Bad Request: ${description}`)
}

export function forbidden(description: string): BotRefusal {
  return new BotRefusal(403, `Forbidden: ${description}`)
}
