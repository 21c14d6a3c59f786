import type { ProviderAnswer } from '../channel.ts'
import { type Bag, bag, tryJson } from '../reading.ts'

/** The code in an answer, which alone says whether it worked: HTTP says 200 to nearly everything. */
export function codeIn(answer: ProviderAnswer): number | null {
  const { code } = bodyOf(answer)
  return typeof code === 'number' ? code : null
}

export function dataIn(answer: ProviderAnswer): Bag {
  return bag(bodyOf(answer).data)
}

export function wordsIn(answer: ProviderAnswer): string {
  const { message } = bodyOf(answer)
  return typeof message === 'string' ? message : ''
}

function bodyOf(answer: ProviderAnswer): Bag {
  return answer.kind === 'no_answer' ? {} : bag(tryJson(answer.body))
}
