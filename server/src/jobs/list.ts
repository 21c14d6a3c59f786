/** What each job is told. Names are `noun.verb`. */
export type JobPayloads = {
  'conversation.unsnooze': { workspaceId: string; id: string }
  'conversation.deliver': { workspaceId: string; id: string }
  'conversation.check-answer': { workspaceId: string; id: string; assignedAt: string }
  'member.leave': { workspaceId: string; id: string }
  'team.look': { workspaceId: string; id: string }
  'attachment.fetch': { workspaceId: string; id: string }
  /** A file that no message has any more. */
  'attachment.remove': { workspaceId: string; id: string }
  'channel.subscribe': { workspaceId: string; id: string }
  'channel.refresh': { workspaceId: string; id: string }
  'contact.fetch-profile': { workspaceId: string; id: string; channelId: string }
  'conversation.mark-read': { workspaceId: string; id: string }
  /** `id`: of the channel. */
  'message.acknowledge': { workspaceId: string; id: string; token: string }
}

/**
 * How often a job is tried. The wait grows by the power of e: after ten tries it is six hours. What somebody looks for
 * all the same, each minute, is given up after five, two minutes apart, and enqueued anew.
 */
export const mostTries: Readonly<Record<keyof JobPayloads, number>> = {
  'conversation.unsnooze': 5,
  'conversation.deliver': 5,
  'conversation.check-answer': 5,
  'member.leave': 25,
  'team.look': 5,
  'attachment.fetch': 12,
  'attachment.remove': 12,
  'channel.subscribe': 8,
  'channel.refresh': 5,
  'contact.fetch-profile': 4,
  'conversation.mark-read': 3,
  'message.acknowledge': 3,
}
