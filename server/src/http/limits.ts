import type { Context } from 'hono'
import type pg from 'pg'
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from '../errors.ts'
import type { Env } from './endpoint.ts'

/**
 * How often the doors may be knocked at. Guesses at passwords are counted in the database, over all processes. Floods
 * at the public doors are counted by each process for itself: cheap, and enough to keep one from drowning.
 */
export class Limits {
  readonly #guesses: RateLimiterPostgres
  readonly #sessions = new RateLimiterMemory({ points: 60, duration: 60 })
  readonly #messages = new RateLimiterMemory({ points: 30, duration: 30 })
  readonly #messagesOfAddress = new RateLimiterMemory({ points: 300, duration: 60 })
  readonly #uploads = new RateLimiterMemory({ points: 20, duration: 300 })
  readonly #uploadsOfAddress = new RateLimiterMemory({ points: 100, duration: 300 })
  readonly #webhooks = new RateLimiterMemory({ points: 30, duration: 60 })
  readonly #workflowHooks = new RateLimiterMemory({ points: 300, duration: 60 })
  readonly #typing = new RateLimiterMemory({ points: 1, duration: 4 })
  readonly #streams = new Map<string, number>()

  constructor(pool: pg.Pool) {
    this.#guesses = new RateLimiterPostgres({
      storeClient: pool,
      storeType: 'client',
      tableName: 'rate_limit',
      tableCreated: true,
      keyPrefix: 'sign-in',
      points: 10,
      duration: 300,
    })
  }

  /**
   * Lets somebody try a password: ten wrong ones in five minutes for an address, and for an e-mail wherever from. Right
   * ones do not count, or an office behind one address would lock itself out each morning.
   */
  async guess<T>(c: Context<Env>, email: string, attempt: () => Promise<T>): Promise<T> {
    const keys = [`address:${c.get('address')}`, ...(email === '' ? [] : [`email:${email.trim().toLowerCase()}`])]
    // Counted before and given back after: tries at the same moment are tries as well.
    for (const key of keys) await consume(this.#guesses, key)
    let isWrong = false
    try {
      return await attempt()
    } catch (error) {
      isWrong = error instanceof AppError && error.code === 'wrong_password'
      throw error
    } finally {
      if (!isWrong) for (const key of keys) await this.#guesses.reward(key, 1)
    }
  }

  visitorSession(c: Context<Env>): Promise<void> {
    return consume(this.#sessions, c.get('address'))
  }

  async visitorMessage(c: Context<Env>, visitor: string): Promise<void> {
    await consume(this.#messages, visitor)
    await consume(this.#messagesOfAddress, c.get('address'))
  }

  async visitorUpload(c: Context<Env>, visitor: string): Promise<void> {
    await consume(this.#uploads, visitor)
    await consume(this.#uploadsOfAddress, c.get('address'))
  }

  /** Webhooks whose signature was wrong; right ones are not limited, since providers come in bursts. */
  badWebhook(c: Context<Env>): Promise<void> {
    return consume(this.#webhooks, c.get('address'))
  }

  /** What another system begins a workflow with: one that goes round is slowed down. */
  workflowHook(workflowId: string): Promise<void> {
    return consume(this.#workflowHooks, workflowId)
  }

  /** Shown for some seconds, so that it need not be told at every key. */
  mayTellTyping(conversationId: string): Promise<boolean> {
    return this.#typing.consume(conversationId).then(
      () => true,
      () => false,
    )
  }

  /** At most ten open streams for a visitor, and five hundred for an address. Answers with what lets one go. */
  holdVisitorStream(c: Context<Env>, visitor: string): () => void {
    const most = new Map([
      [`visitor:${visitor}`, 10],
      [`address:${c.get('address')}`, 500],
    ])
    for (const [key, limit] of most) {
      if ((this.#streams.get(key) ?? 0) >= limit) throw new AppError('too_many_requests', { retryAfterSeconds: 10 })
    }
    for (const key of most.keys()) this.#streams.set(key, (this.#streams.get(key) ?? 0) + 1)
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      for (const key of most.keys()) {
        const left = (this.#streams.get(key) ?? 1) - 1
        if (left === 0) this.#streams.delete(key)
        else this.#streams.set(key, left)
      }
    }
  }
}

async function consume(limiter: RateLimiterMemory | RateLimiterPostgres, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error
    throw new AppError('too_many_requests', { retryAfterSeconds: Math.ceil(error.msBeforeNext / 1000) })
  }
}
