import { type Conversation, type Countdown, listCountdowns } from '@fairlead/sdk'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { client } from '../../api.ts'

const mostAtOnce = 100
const gatherMs = 30
/** From one request to the next: rows come and go with every event. */
const pauseMs = 500

type Wish = Readonly<{ id: string; resolve(countdown: Countdown | null): void; reject(error: unknown): void }>

let wishes: Wish[] = []
let askedAt = Number.NEGATIVE_INFINITY

/**
 * What runs out of a conversation, asked for the rows that are drawn, all of them together. It is asked again when the
 * conversation waits anew or moves to another team, since its key says so; the rest, events tell.
 */
export function useCountdown(conversation: Conversation): Countdown | null {
  const { status, waitingSince } = conversation
  const { data } = useQuery({
    ...countdownQuery(conversation),
    enabled: waitingSince !== null && status !== 'closed',
  })
  return waitingSince === null ? null : (data ?? null)
}

export function countdownQuery({ id, waitingSince, teamId }: Conversation) {
  return queryOptions({ queryKey: ['countdown', id, waitingSince, teamId] as const, queryFn: () => ask(id) })
}

function ask(id: string): Promise<Countdown | null> {
  return new Promise((resolve, reject) => {
    wishes.push({ id, resolve, reject })
    if (wishes.length === 1) setTimeout(askTogether, Math.max(gatherMs, askedAt + pauseMs - performance.now()))
    else if (wishes.length === mostAtOnce) askTogether()
  })
}

function askTogether(): void {
  const asked = wishes
  wishes = []
  if (asked.length === 0) return
  askedAt = performance.now()
  void answer(asked)
}

async function answer(asked: readonly Wish[]): Promise<void> {
  try {
    const query = { conversationIds: [...new Set(asked.map(({ id }) => id))].join(',') }
    const { data } = await client.call(listCountdowns, { query })
    const byId = new Map(data.map((countdown) => [countdown.conversationId, countdown]))
    for (const { id, resolve } of asked) resolve(byId.get(id) ?? null)
  } catch (error) {
    for (const { reject } of asked) reject(error)
  }
}
