import type { Message, RunEnd } from '@fairlead/sdk'

/** What the contact wrote, as far as a run reads it. */
export type Incoming = Readonly<{
  id: string
  text: string
  kind: Message['kind']
  /** The id of the choice that was tapped. */
  choiceId: string | null
  attachmentIds: readonly string[]
  location: Readonly<{ latitude: number; longitude: number }> | null
}>

/** What happens to a run. */
export type RunEvent =
  /** Takes the next step. */
  | Readonly<{ type: 'go_on' }>
  /** What came of an effect that it waited for. */
  | Readonly<{ type: 'done'; effectId: string; result: EffectResult }>
  | Readonly<{ type: 'failed'; effectId: string; code: string; message: string }>
  | Readonly<{ type: 'message'; message: Incoming }>
  /** What it waited for until now has not come. */
  | Readonly<{ type: 'time' }>
  /** Somebody has the conversation now; null: nobody any more. `by` a member, or the engine, or a workflow. */
  | Readonly<{ type: 'assigned'; agentId: string | null; by: 'engine' | 'member' | 'workflow' }>
  /** A member put the conversation into another team. */
  | Readonly<{ type: 'member_moved' }>
  | Readonly<{ type: 'member_replied' }>
  /** By somebody else, or something else: what it does itself it knows. */
  | Readonly<{ type: 'closed' }>
  | Readonly<{ type: 'cancel'; end: RunEnd }>

export type EffectResult =
  | Readonly<{ do: 'assign'; outcome: 'assigned' | 'waiting' | 'full'; agentId: string | null }>
  /** `body`: at most 100,000 characters of it. */
  | Readonly<{ do: 'request'; status: number; body: string }>
  | Readonly<{ do: 'other' }>
