import { json, type Reply } from '../desk/exchange.ts'
import { Refusal } from '../desk/refusal.ts'

type Details = Readonly<{ status?: number; subcode?: number; details?: string; isTransient?: boolean; type?: string }>

/** What the Graph API answers when it does not do what it was asked. */
export class GraphRefusal extends Refusal {
  readonly status: number
  readonly code: number
  readonly #details: Details

  constructor(code: number, message: string, details: Details = {}) {
    super(message)
    this.code = code
    this.status = details.status ?? 400
    this.#details = details
  }

  override toReply(): Reply {
    return json(this, this.status)
  }

  toJSON(): object {
    const { type, subcode, details, isTransient } = this.#details
    return {
      error: {
        message: this.message.startsWith('(#') ? this.message : `(#${this.code}) ${this.message}`,
        type: type ?? 'OAuthException',
        code: this.code,
        ...(subcode !== undefined && { error_subcode: subcode }),
        ...(isTransient !== undefined && { is_transient: isTransient }),
        ...(details !== undefined && { error_data: { messaging_product: 'whatsapp', details } }),
        fbtrace_id: 'AInventedTraceIdOfNoUse',
      },
    }
  }
}

export function badToken(subcode?: number): GraphRefusal {
  return new GraphRefusal(190, 'Error validating access token: the session is invalid or has expired.', {
    status: 401,
    ...(subcode !== undefined && { subcode }),
  })
}

export function noSuchObject(id: string): GraphRefusal {
  const message = `Unsupported request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`
  return new GraphRefusal(100, message, { subcode: 33, type: 'GraphMethodException' })
}

export function missing(parameter: string): GraphRefusal {
  return new GraphRefusal(131008, 'Required parameter is missing', { details: `Parameter '${parameter}' is required.` })
}

export function invalid(parameter: string, why: string): GraphRefusal {
  return new GraphRefusal(131009, 'Parameter value is not valid', { details: `Parameter '${parameter}' ${why}.` })
}
