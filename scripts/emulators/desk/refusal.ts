import type { Reply } from './exchange.ts'

/** What a provider answers, in its own form, when it does not do what it was asked. Thrown by whoever takes a call. */
export abstract class Refusal extends Error {
  abstract toReply(): Reply
}
