import type { Reply } from '../desk/exchange.ts'
import type { Fault, Faults } from '../desk/faults.ts'
import { BotRefusal } from './refusal.ts'

export type Operation = 'send' | 'action' | 'answer' | 'locate' | 'download' | 'profile' | 'webhook' | 'bot'

type Own = Readonly<{
  /** Answers with this error; nothing is done. */
  botError?: Readonly<{ code: number; description: string; parameters?: Readonly<{ migrate_to_chat_id?: number }> }>
}>

export type TelegramFault = Fault<Operation, Own>
export type TelegramFaults = Faults<Operation, Own>

/** The error a fault names, or the one that usually comes with its status. */
export function errorFor(status: number, fault: Partial<TelegramFault>): Reply | null {
  const { botError, retryAfterSeconds: seconds = 1 } = fault
  if (botError !== undefined) {
    return new BotRefusal(botError.code, botError.description, botError.parameters ?? null).toReply()
  }
  if (fault.status === undefined) return null
  if (status === 429) {
    return new BotRefusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds }).toReply()
  }
  return new BotRefusal(status, descriptions.get(status) ?? 'Bad Request: made to fail').toReply()
}

const descriptions: ReadonlyMap<number, string> = new Map([
  [401, 'Unauthorized'],
  [403, 'Forbidden: made to fail'],
  [404, 'Not Found'],
  [409, 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running'],
  [413, 'Request Entity Too Large'],
  [500, 'Internal Server Error'],
  [502, 'Bad Gateway'],
  [503, 'Service Unavailable'],
])
