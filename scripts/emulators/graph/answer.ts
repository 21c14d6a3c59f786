import type { ServerResponse } from 'node:http'
import { type Applied, callOf, type GraphApi } from './api.ts'
import { type HttpRequest, html, json, type Reply, send } from './exchange.ts'
import type { Fault, Faults } from './faults.ts'
import type { Notices } from './notices.ts'
import { GraphRefusal } from './refusal.ts'
import type { Webhooks } from './webhooks.ts'

export type Desk = Readonly<{
  api: GraphApi
  faults: Faults
  notices: Notices
  webhooks: Webhooks
  areStatusesEarly: boolean
}>

/** Does what a request asks, or what the next fault makes of it. Gives the status answered; null when none was. */
export async function answer(request: HttpRequest, response: ServerResponse, desk: Desk): Promise<number | null> {
  try {
    const call = callOf(request, desk.api)
    const fault = desk.faults.take(call.operation)

    if (fault.dropBeforeApply) return cut(response)
    const instead = replyInstead(fault)
    if (instead !== null) return await late(instead, fault, response, desk)

    const applied = await call.apply()
    const isEarly = fault.statusBeforeResponse ?? desk.areStatusesEarly
    const isDelayed = fault.dropAfterApply || fault.delayMs !== undefined
    if (isEarly) await tellFate(applied, desk)
    if (!isEarly && isDelayed) void tellFate(applied, desk)

    const status = fault.dropAfterApply
      ? cut(response)
      : await late(spoilt(applied.reply, fault), fault, response, desk)
    if (!isEarly && !isDelayed) void tellFate(applied, desk)
    return status
  } catch (error) {
    if (!(error instanceof GraphRefusal)) throw error
    send(response, json(error, error.status))
    return error.status
  }
}

function tellFate({ taken }: Applied, { notices, webhooks }: Desk): Promise<void> {
  if (taken === undefined) return Promise.resolve()
  return webhooks.follow(notices.tellFate(taken.taken, taken.number))
}

function cut(response: ServerResponse): null {
  response.destroy()
  return null
}

async function late(reply: Reply, fault: Fault, response: ServerResponse, { webhooks }: Desk): Promise<number | null> {
  if (fault.delayMs !== undefined && !(await webhooks.pause(fault.delayMs))) return cut(response)

  if (fault.endless) return flood(response, reply)
  if (fault.truncated) return truncate(response, reply)
  send(response, reply)
  return reply.status
}

/** What is answered without anything being done. */
function replyInstead(fault: Fault): Reply | null {
  const { status, graphError, retryAfterSeconds } = fault
  if (fault.html502 && !fault.applies) return gatewayPage()
  if (fault.redirectTo !== undefined) return { status: 302, headers: { location: fault.redirectTo }, body: '' }
  if (status === undefined && graphError === undefined) return null

  const headers = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }
  const { code, message = 'Made to fail', ...more } = graphError ?? { code: usualCodes.get(status ?? 0) ?? 100 }
  return json(new GraphRefusal(code, message, more), status ?? 400, headers)
}

const usualCodes: ReadonlyMap<number, number> = new Map([
  [401, 190],
  [403, 10],
  [429, 130429],
  [500, 131000],
  [503, 131016],
])

function spoilt(reply: Reply, fault: Fault): Reply {
  return fault.html502 ? gatewayPage() : reply
}

function gatewayPage(): Reply {
  return html('<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body></body></html>', 502)
}

// Half of the answer, as if that were all of it.
function truncate(response: ServerResponse, reply: Reply): number {
  send(response, { ...reply, body: reply.body.slice(0, Math.floor(reply.body.length / 2)) })
  return reply.status
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
