import type { Done, Failure, FailureCode, ProviderAnswer, ProviderRequest, Step } from './channel.ts'

export function step<T>(request: ProviderRequest, read: Step<T>['read']): Step<T> {
  return { kind: 'step', request, read }
}

/** A failure of this one thing: the account works, and the provider gave no hint. */
export function failure(code: FailureCode, detail: string, retry: Failure['retry'] = 'never'): Failure {
  return { kind: 'failure', code, detail, retry, retryAfterMs: null, isChannelBroken: false }
}

export function done<T>(value: T): Done<T> {
  return { kind: 'done', value }
}

/** Pages until there is no `next`, or as many as `most`. */
export function allPages<T>(
  first: ProviderRequest,
  read: (
    answer: ProviderAnswer,
  ) => Readonly<{ kind: 'page'; rows: readonly T[]; next: ProviderRequest | null }> | Failure,
  most = 20,
): Step<readonly T[]> {
  const from = (request: ProviderRequest, before: readonly T[], page: number): Step<readonly T[]> =>
    step(request, (answer) => {
      const listed = read(answer)
      if (listed.kind === 'failure') return listed
      const rows = [...before, ...listed.rows]
      return listed.next === null || page === most ? done(rows) : from(listed.next, rows, page + 1)
    })
  return from(first, [], 1)
}
