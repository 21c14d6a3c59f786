import {
  ApiError,
  type Client,
  type Conversation,
  closeConversation,
  type Event,
  getConversation,
  getMe,
  listConversations,
  listMessages,
  patchConversation,
  postMessage,
  postNote,
  putAssignment,
  readConversation,
} from '@fairlead/sdk'
import type { TeamName } from './dialogue.ts'
import { type Move, nextMove } from './next-move.ts'
import { type Pace, untilStopped } from './pace.ts'
import type { Random } from './random.ts'
import type { Screen } from './screen.ts'

export type Colleague = Readonly<{ memberId: string; name: string; client: Client }>

/** The ids of the teams, by their names. */
export type Teams = Readonly<Record<TeamName, string>>

const teamNames = ['Sales', 'Support'] as const
const patienceSeconds = 75
const closesAfterSeconds = 5
/** What may happen to anybody whose conversation is closed or taken over while they type. */
const harmless = new Set(['conversation_closed', 'conversation_not_open', 'not_found'])

/**
 * An agent who looks after what the engine gives them, one conversation after another, through the API as any program
 * would: the event stream says when to look at a conversation, and the conversation what to do.
 */
export class SimulatedAgent {
  readonly colleague: Colleague
  /** Away from the desk: everything waits until they are back. */
  isAway = false
  /** Deactivated, or their key revoked: from now on everything is up to whoever did that. */
  isGone = false
  readonly #teams: Teams
  readonly #random: Random
  readonly #pace: Pace
  readonly #screen: Screen
  /** When to look at each conversation of theirs. */
  readonly #lookAt = new Map<string, number>()

  constructor(colleague: Colleague, teams: Teams, random: Random, pace: Pace, screen: Screen) {
    this.colleague = colleague
    this.#teams = teams
    this.#random = random
    this.#pace = pace
    this.#screen = screen
  }

  async run(): Promise<void> {
    await Promise.all([this.#listen(), this.#work()])
  }

  async #listen(): Promise<void> {
    const { client } = this.colleague
    const { signal } = this.#pace
    while (!signal.aborted && !this.isGone) {
      try {
        const { cursor } = await client.call(getMe, { signal })
        const mine = await client.call(listConversations, { query: { view: 'mine', limit: 200 }, signal })
        for (const { id } of mine.data) this.#look(id, this.#random.between(1, 4))
        for await (const event of client.events({ after: cursor, signal })) {
          if (event !== 'open') this.#hear(event)
        }
      } catch (error) {
        if (!signal.aborted) this.#stumble(null, error)
      }
      await untilStopped(this.#pace, () => this.#pace.wait(1))
    }
  }

  #hear(event: Event): void {
    const id = event.subjectId
    const { memberId } = this.colleague
    if (event.type === 'conversation.assigned') {
      if (event.data.agentId === memberId) this.#look(id, this.#random.between(1, 3))
      else this.#lookAt.delete(id)
    } else if (event.type === 'conversation.reopened' || event.type === 'conversation.unsnoozed') {
      // Whose it is the conversation itself says.
      this.#look(id, this.#random.between(1, 3))
    } else if (event.type === 'conversation.unassigned' || event.type === 'conversation.closed') {
      this.#lookAt.delete(id)
    } else if (event.type === 'message.created' && isByOthers(event, memberId) && this.#lookAt.has(id)) {
      this.#look(id, event.actor.type === 'contact' ? this.#random.between(1, 3) : patienceSeconds)
    }
  }

  #look(id: string, inSeconds: number): void {
    this.#lookAt.set(id, Date.now() + this.#pace.toMs(inSeconds))
  }

  async #work(): Promise<void> {
    while (!this.isGone) {
      await this.#pace.wait(0.5)
      const [next] = [...this.#lookAt].filter(([, at]) => at <= Date.now()).sort(([, a], [, b]) => a - b)
      if (this.isAway || next === undefined) continue
      try {
        await this.#lookAfter(next[0])
      } catch (error) {
        if (this.#pace.signal.aborted) throw error
        this.#stumble(next[0], error)
      }
    }
  }

  #stumble(id: string | null, error: unknown): void {
    const code = error instanceof ApiError ? error.code : null
    if (code === 'unauthenticated') {
      this.isGone = true
      this.#screen.say(`${this.colleague.name} may not go on`)
    } else if (id !== null && code !== null && harmless.has(code)) {
      this.#lookAt.delete(id)
    } else {
      if (id !== null) this.#look(id, patienceSeconds)
      this.#screen.complain(`${this.colleague.name} could not go on`, error)
    }
  }

  async #lookAfter(id: string): Promise<void> {
    const { client, memberId, name } = this.colleague
    const { signal } = this.#pace
    const conversation = await client.call(getConversation, { params: { id }, signal })
    if (conversation.assigneeId !== memberId || conversation.status !== 'open') {
      this.#lookAt.delete(id)
      return
    }

    const { data } = await client.call(listMessages, { params: { id }, query: { limit: 50 }, signal })
    const silentMs = Date.now() - Date.parse(conversation.lastMessage?.at ?? conversation.createdAt)
    const move = nextMove({
      messages: data.toReversed(),
      team: teamNames.find((team) => this.#teams[team] === conversation.teamId) ?? null,
      isPatienceOver: silentMs > this.#pace.toMs(patienceSeconds * 0.9),
      agentName: name,
      customerName: conversation.contact.name,
    })
    await this.#make(move, conversation)
  }

  async #make(move: Move, conversation: Conversation): Promise<void> {
    const { client } = this.colleague
    const { signal } = this.#pace
    const params = { id: conversation.id }
    switch (move.kind) {
      case 'answer':
        return this.#answer(move, conversation)
      case 'pass_on':
        await this.#pace.wait(this.#random.between(1, 3))
        await client.call(postNote, { params, body: { text: `This is for ${move.to}, passing it on.` }, signal })
        await client.call(putAssignment, { params, body: { teamId: this.#teams[move.to] }, signal })
        this.#lookAt.delete(conversation.id)
        return
      case 'close':
        await client.call(closeConversation, { params, signal })
        this.#lookAt.delete(conversation.id)
        return
      case 'wait':
        this.#look(conversation.id, patienceSeconds)
    }
  }

  async #answer(
    { lines, note, opening }: Extract<Move, { kind: 'answer' }>,
    { id, tags, priority }: Conversation,
  ): Promise<void> {
    const { client } = this.colleague
    const { signal } = this.#pace
    const params = { id }
    await client.call(readConversation, { params, signal })
    if (opening !== null) {
      const body = {
        tags: [...new Set([...tags, opening.topic])],
        ...(opening.isUrgent && priority === 'normal' && { priority: 'high' as const }),
      }
      await client.call(patchConversation, { params, body, signal })
    }
    if (note !== null) await client.call(postNote, { params, body: { text: note }, signal })

    for (const [index, text] of lines.entries()) {
      // What follows is typed quickly: a customer who thinks that was all would answer in between.
      await this.#pace.wait(index === 0 ? Math.min(2 + text.length / 30, 6) : this.#random.between(1, 2.5))
      if (!this.#lookAt.has(id)) return
      await client.call(postMessage, { params, body: { text }, signal })
    }
    this.#look(id, closesAfterSeconds)
  }
}

// What nobody wrote gives no reason to wait for an answer to it.
function isByOthers({ actor }: Event, memberId: string): boolean {
  return actor.type !== 'system' && actor.id !== memberId
}
