import type { DeliveryOutcome, Failure, ProviderAnswer } from '../channel.ts'
import { failureOf as failureWith, outcomeOf } from '../meta/answer.ts'
import { bags, id } from '../reading.ts'
import { meanings } from './errors.ts'

export function outcome(answer: ProviderAnswer): DeliveryOutcome {
  return outcomeOf(answer, meanings, (body) => id(bags(body.messages)[0]?.id))
}

export function failureOf(answer: ProviderAnswer): Failure {
  return failureWith(answer, meanings)
}
