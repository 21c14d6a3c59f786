/** What each job is told. Names are `noun.verb`. */
export type JobPayloads = {
  'conversation.unsnooze': { workspaceId: string; id: string }
  'conversation.deliver': { workspaceId: string; id: string }
  'conversation.check-answer': { workspaceId: string; id: string; assignedAt: string }
  'member.leave': { workspaceId: string; id: string }
  'team.look': { workspaceId: string; id: string }
  'attachment.fetch': { workspaceId: string; id: string }
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
}
