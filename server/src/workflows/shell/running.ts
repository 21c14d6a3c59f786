import type { Actor } from '@fairlead/sdk'
import type { Providers } from '../../providers/providers.ts'
import type { RunState } from '../interpreter/run-state.ts'

/** A run whose row the transaction holds. */
export type Running = Readonly<{
  workspaceId: string
  id: string
  workflowId: string
  workflowName: string
  version: number
  conversationId: string
  contactId: string
  depth: number
  isRouting: boolean
  /** What the step at which it stands took in of the contact's. */
  heardMessageId: string | null
  state: RunState
}>

/** What it takes to do what runs want. */
export type ShellParts = Pick<Providers, 'storage'>

export function actorOf({ workflowId }: Pick<Running, 'workflowId'>): Actor {
  return { type: 'workflow', id: workflowId }
}

/** The conversation that a run is of, and who does something to it. */
export function subjectOf(run: Running) {
  return { workspaceId: run.workspaceId, id: run.conversationId, actor: actorOf(run) }
}

/** The same for the same effect of the same run, whoever asks and how often. */
export function clientIdOf({ id }: Pick<Running, 'id'>, effect: Readonly<{ id: string }>): string {
  return `workflow:${id}:${effect.id}`
}
