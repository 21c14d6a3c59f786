import type { Done, Failure, ProviderAnswer, ProviderRequest, Step } from '../channel.ts'
import { bag, isBag, tryJson } from '../reading.ts'
import { done, step } from '../step.ts'
import type { TelegramAccount } from './account.ts'
import { failureOf } from './errors.ts'

/** A method of the Bot API. The token is part of every address, so addresses go into no log and no error. */
export function methodUrl(account: TelegramAccount, method: string): string {
  return `${root(account)}/bot${account.secrets.botToken}/${method}`
}

export function fileUrl(account: TelegramAccount, path: string): string {
  return `${root(account)}/file/bot${account.secrets.botToken}/${path.split('/').map(encodeURIComponent).join('/')}`
}

export function call(account: TelegramAccount, method: string, value: object = {}): ProviderRequest {
  return {
    kind: 'request',
    method: 'POST',
    url: methodUrl(account, method),
    headers: {},
    body: { kind: 'json', value },
  }
}

/** Calls a method and goes on with what it gives; a refusal is the end. */
export function ask<T>(
  request: ProviderRequest,
  read: (result: unknown) => Step<T> | Done<T> | Failure,
  refused: (failure: Failure) => Step<T> | Done<T> | Failure = (failure) => failure,
): Step<T> {
  return step(request, (answer) => {
    const result = resultOf(answer)
    return result === undefined ? refused(failureOf(answer)) : read(result)
  })
}

/** Calls a method of which nothing is wanted but that it was heard. */
export function tell(request: ProviderRequest): Step<null> {
  return ask(request, () => done(null))
}

/** What a method gave; undefined when it gave nothing. */
export function resultOf(answer: ProviderAnswer): unknown {
  if (answer.kind === 'no_answer' || answer.status < 200 || answer.status >= 300) return undefined
  const body = tryJson(answer.body)
  return isBag(body) && body.ok === true ? bag(body).result : undefined
}

function root({ baseUrl }: TelegramAccount): string {
  return baseUrl.replace(/\/+$/, '')
}
