import { randomBytes } from 'node:crypto'
import type { Clock } from '../desk/clock.ts'
import { invalid, TiktokRefusal } from './refusal.ts'

export type TokenPair = Readonly<{ accessToken: string; refreshToken: string }>

const dayMs = 24 * 60 * 60_000
const accessSeconds = 86_400

/** An access token is good for a day. A refresh token is good once: whoever asks twice with it is refused. */
export class Tokens {
  readonly #clock: Clock
  readonly #first: string
  #pair: TokenPair
  #endsAt: number
  #isRevoked = false

  constructor(clock: Clock, { accessToken, refreshToken }: TokenPair) {
    this.#clock = clock
    this.#first = accessToken
    this.#pair = { accessToken, refreshToken }
    this.#endsAt = clock.now() + dayMs
  }

  current(): TokenPair {
    return this.#pair
  }

  isGood(token: string | null): boolean {
    return !this.#isRevoked && token === this.#pair.accessToken && this.#clock.now() < this.#endsAt
  }

  /** @throws {TiktokRefusal} when it is not, in the provider's own words. */
  require(token: string | null): void {
    if (!token) throw new TiktokRefusal(40104, 'Access token is missing')
    if (!this.isGood(token)) throw new TiktokRefusal(40105, 'Access token is incorrect or has been revoked')
  }

  renew(refreshToken: unknown): object {
    if (typeof refreshToken !== 'string' || refreshToken === '') throw invalid('refresh_token', 'Missing data')
    if (refreshToken !== this.#pair.refreshToken || this.#isRevoked) {
      throw new TiktokRefusal(40103, 'Refresh token is incorrect or has been used')
    }
    const name = randomBytes(6).toString('hex')
    this.#pair = { accessToken: `act.${name}`, refreshToken: `rft.${name}` }
    this.#endsAt = this.#clock.now() + dayMs
    return {
      access_token: this.#pair.accessToken,
      expires_in: accessSeconds,
      refresh_token: this.#pair.refreshToken,
      refresh_token_expires_in: 31_536_000,
      scope: 'message.list.read,message.list.send,message.list.manage',
      token_type: 'Bearer',
    }
  }

  revoke(): void {
    this.#isRevoked = true
  }

  restore(accessToken = this.#first): void {
    this.#isRevoked = false
    this.#pair = { ...this.#pair, accessToken }
    this.#endsAt = this.#clock.now() + dayMs
  }
}
