import type { ApiEvent } from '@fairlead/sdk'
import type { Clock } from '../desk/clock.ts'
import type { Attempt, Webhooks } from '../desk/webhooks.ts'
import type { Chat, ChatMessage, Person } from './world.ts'

export type NoticeDelays = Readonly<{ deliveredMs: number | null; readMs: number | null }>

type Parts = Readonly<{ webhooks: Webhooks; clock: Clock; delays: NoticeDelays; url(): string | null }>

/** What the system tells Fairlead. */
export class Notices {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  async post(...events: readonly (ApiEvent | object)[]): Promise<Attempt> {
    const to = this.#parts.url()
    if (to === null) return { status: null, detail: 'not connected' }
    return this.#parts.webhooks.deliver(to, { events })
  }

  /** That a message reached its reader, and was read. */
  async tellFate(chat: Chat, message: ChatMessage): Promise<void> {
    const { webhooks, delays } = this.#parts
    if (delays.deliveredMs === null || !(await webhooks.pause(delays.deliveredMs))) return
    await this.tellStatus(message, 'delivered')
    if (delays.readMs === null || !(await webhooks.pause(delays.readMs))) return
    await this.tellRead(chat, message)
  }

  /** With Fairlead's own id: the status may be there before the answer to the message is. */
  tellStatus(message: ChatMessage, status: 'delivered' | 'read' | 'failed'): Promise<Attempt> {
    message.statuses.push(status)
    const ours = message.messageId === null ? {} : { messageId: message.messageId }
    return this.post({ type: 'status', id: message.id, ...ours, status, at: this.now() })
  }

  tellRead({ person, messages }: Chat, last: ChatMessage): Promise<Attempt> {
    for (const message of messages) {
      if (message.direction === 'out' && message.at <= last.at) message.statuses.push('read')
    }
    return this.post({
      type: 'watermark',
      contact: { address: person.address },
      status: 'read',
      until: { id: last.id },
      at: this.now(),
    })
  }

  now(): string {
    return new Date(this.#parts.clock.now()).toISOString()
  }
}

export function contactOf({ address, name, email, phone }: Person) {
  return { address, name, email, phone }
}
