import type { ServerResponse } from 'node:http'
import { html, type Reply, send } from './exchange.ts'
import type { Fault, Faults } from './faults.ts'
import { Refusal } from './refusal.ts'
import type { Webhooks } from './webhooks.ts'

/** One call of a provider's API: what kind of thing it is, and what doing it gives. */
export type Call<Operation extends string> = Readonly<{
  operation: Operation
  /** @throws {Refusal} when the provider would not do it. */
  apply(): Applied | Promise<Applied>
}>

/** `afterwards`: what the provider posts because of the call, such as the statuses of a message. */
export type Applied = Readonly<{ reply: Reply; afterwards?: () => Promise<unknown> }>

export type Desk<Operation extends string, Own extends object> = Readonly<{
  faults: Faults<Operation, Own>
  webhooks: Webhooks
  /** The error that usually comes with a status, or the one the fault names, in the provider's own form. */
  errorFor(status: number, fault: Partial<Fault<Operation, Own>>): Reply | null
  areStatusesEarly?: boolean
}>

/**
 * Does what a request asks, or what the next fault makes of it. Gives the status answered; null when none was.
 * `find` throws a `Refusal` where the provider has no such call.
 */
export async function answer<Operation extends string, Own extends object>(
  find: () => Call<Operation>,
  response: ServerResponse,
  desk: Desk<Operation, Own>,
): Promise<number | null> {
  try {
    const call = find()
    const fault = desk.faults.take(call.operation)

    if (fault.dropBeforeApply) return cut(response)
    const instead = replyInstead(fault, desk)
    if (instead !== null) return await late(instead, fault, response, desk.webhooks)

    const applied = await call.apply()
    const isEarly = fault.statusBeforeResponse ?? desk.areStatusesEarly ?? false
    const isDelayed = fault.dropAfterApply || fault.delayMs !== undefined
    if (isEarly) await follow(applied, desk.webhooks)
    if (!isEarly && isDelayed) void follow(applied, desk.webhooks)

    const status = fault.dropAfterApply
      ? cut(response)
      : await late(fault.html502 ? gatewayPage() : applied.reply, fault, response, desk.webhooks)
    if (!isEarly && !isDelayed) void follow(applied, desk.webhooks)
    return status
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const reply = error.toReply()
    send(response, reply)
    return reply.status
  }
}

async function follow({ afterwards }: Applied, webhooks: Webhooks): Promise<void> {
  if (afterwards !== undefined) await webhooks.follow(afterwards())
}

/** What is answered without anything being done. */
function replyInstead<Operation extends string, Own extends object>(
  fault: Partial<Fault<Operation, Own>>,
  { errorFor }: Desk<Operation, Own>,
): Reply | null {
  const { status, retryAfterSeconds, redirectTo, html502, applies } = fault
  if (html502 && !applies) return gatewayPage()
  if (redirectTo !== undefined) return { status: 302, headers: { location: redirectTo }, body: '' }

  const reply = errorFor(status ?? 400, fault)
  if (status === undefined && reply === null) return null
  const { headers, body } = reply ?? { headers: {}, body: '' }
  const hint = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }
  return { status: reply?.status ?? status ?? 400, headers: { ...headers, ...hint }, body }
}

function cut(response: ServerResponse): null {
  response.destroy()
  return null
}

type Manner = Readonly<{ [K in 'delayMs' | 'endless' | 'truncated']?: Fault[K] | undefined }>

async function late(
  reply: Reply,
  { delayMs, endless, truncated }: Manner,
  response: ServerResponse,
  webhooks: Webhooks,
): Promise<number | null> {
  if (delayMs !== undefined && !(await webhooks.pause(delayMs))) return cut(response)

  if (endless) return flood(response, reply)
  // Half of the answer, as if that were all of it.
  send(response, truncated ? { ...reply, body: reply.body.slice(0, Math.floor(reply.body.length / 2)) } : reply)
  return reply.status
}

function gatewayPage(): Reply {
  return html('<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body></body></html>', 502)
}

function flood(response: ServerResponse, { status, headers }: Reply): number {
  const chunk = Buffer.alloc(64 * 1024)
  const write = (): void => {
    while (!response.destroyed && response.write(chunk));
  }
  response.writeHead(status, { ...headers })
  response.on('drain', write)
  write()
  return status
}
