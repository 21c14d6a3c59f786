import type { NotificationKind, StepOf } from '@fairlead/sdk'

/** What each job is told. Names are `noun.verb`. */
export type JobPayloads = {
  'conversation.unsnooze': { workspaceId: string; id: string }
  'conversation.deliver': { workspaceId: string; id: string }
  /** No workflow says whose it is, any more. */
  'conversation.route': { workspaceId: string; id: string }
  'conversation.check-answer': { workspaceId: string; id: string; assignedAt: string }
  /** `at`: when the message came to its state. */
  'conversation.check-arrival': { workspaceId: string; id: string; messageId: string; at: string }
  'member.leave': { workspaceId: string; id: string }
  'team.look': { workspaceId: string; id: string }
  'attachment.fetch': { workspaceId: string; id: string }
  /** A file that no message has any more. */
  'attachment.remove': { workspaceId: string; id: string }
  'channel.subscribe': { workspaceId: string; id: string }
  'channel.refresh': { workspaceId: string; id: string }
  'channel.sync-templates': { workspaceId: string; id: string }
  'contact.fetch-profile': { workspaceId: string; id: string; channelId: string }
  'conversation.mark-read': { workspaceId: string; id: string }
  'message.send-scheduled': { workspaceId: string; id: string }
  /** `id`: of the channel. */
  'message.acknowledge': { workspaceId: string; id: string; token: string }
  /** `id`: of the push subscription. */
  'device.notify': {
    workspaceId: string
    id: string
    conversationId: string
    kind: NotificationKind
    messageId: string | null
  }
  /** `id`: of the delivery. */
  'webhook.deliver': { workspaceId: string; id: string }
  /** `id`: of the run. */
  'workflow.advance': { workspaceId: string; id: string }
  /** `id`: of the run; `stepId`: beside which it is noted when it never came through; `tries`: before this one. */
  'workflow.request': {
    workspaceId: string
    id: string
    workflowId: string
    stepId: string | null
    effect: WorkflowRequest
    tries: number
  }
  /** `id`: of a message that was erased. */
  'workflow.forget-message': { workspaceId: string; id: string }
  /** `before`: down to which message or contact it is done. */
  'search.fill': { workspaceId: string; what: 'message' | 'contact'; before: string | null }
}

/** As the run wants it, with marks where its secrets belong. */
type WorkflowRequest = Readonly<
  { id: string } & (
    | {
        do: 'request'
        method: StepOf<'http_request'>['method']
        url: string
        headers: readonly Readonly<{ name: string; value: string }>[]
        body: string
        timeoutSeconds: number
        retries: number
      }
    | { do: 'webhook'; url: string; body: string }
    | { do: 'email'; to: string; subject: string; text: string }
  )
>

/**
 * How often a job is tried. The wait grows by the power of e: after ten tries it is six hours. What somebody looks for
 * all the same, each minute, is given up after five, two minutes apart, and enqueued anew.
 */
export const mostTries: Readonly<Record<keyof JobPayloads, number>> = {
  'conversation.unsnooze': 5,
  'conversation.deliver': 5,
  'conversation.route': 5,
  'conversation.check-answer': 5,
  'conversation.check-arrival': 12,
  'member.leave': 25,
  'team.look': 5,
  'attachment.fetch': 12,
  'attachment.remove': 12,
  'channel.subscribe': 8,
  'channel.refresh': 5,
  'channel.sync-templates': 8,
  'contact.fetch-profile': 4,
  'conversation.mark-read': 3,
  'message.send-scheduled': 5,
  'message.acknowledge': 3,
  'device.notify': 5,
  'webhook.deliver': 5,
  'workflow.advance': 8,
  'workflow.request': 12,
  'workflow.forget-message': 25,
  'search.fill': 25,
}
