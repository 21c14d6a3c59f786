import { randomBytes } from 'node:crypto'
import type { Clock } from '../desk/clock.ts'
import type { HttpRequest } from '../desk/exchange.ts'
import { badToken } from '../graph/refusal.ts'
import { invalid } from './refusal.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const LIFE_MS = 60 * DAY_MS

/** The tokens that are good: a page's for ever, those of Instagram's own login for 60 days. */
export class Tokens {
  readonly #clock: Clock
  readonly #first: string
  readonly #expires: boolean
  #good: Map<string, number>

  constructor(clock: Clock, accessToken: string, expires: boolean) {
    this.#clock = clock
    this.#first = accessToken
    this.#expires = expires
    this.#good = new Map([[accessToken, clock.now()]])
  }

  current(): string | null {
    return [...this.#good.keys()].at(-1) ?? null
  }

  revoke(): void {
    this.#good = new Map()
  }

  restore(accessToken = this.#first): void {
    this.#good = new Map([[accessToken, this.#clock.now()]])
  }

  /** @throws {GraphRefusal} when the request bears no good token. */
  authenticate({ headers, query }: HttpRequest): string {
    const token = /^Bearer (.+)$/.exec(headers.get('authorization') ?? '')?.[1] ?? query.get('access_token') ?? ''
    const madeAt = this.#good.get(token)
    if (madeAt === undefined) throw badToken(this.#good.size === 0 ? 460 : undefined)
    if (this.#expires && this.#clock.now() - madeAt >= LIFE_MS) throw badToken(463)
    return token
  }

  /** A new one for one that is at least a day old. The old one stays good for the rest of its life. */
  renew(request: HttpRequest): object {
    const token = this.authenticate(request)
    if (request.query.get('grant_type') !== 'ig_refresh_token') throw invalid('Unsupported grant_type')
    if (this.#clock.now() - (this.#good.get(token) ?? 0) < DAY_MS) throw invalid('The token is less than a day old')

    const renewed = `IGAA${randomBytes(60).toString('hex')}`
    this.#good.set(renewed, this.#clock.now())
    return { access_token: renewed, token_type: 'bearer', expires_in: LIFE_MS / 1000 }
  }
}
