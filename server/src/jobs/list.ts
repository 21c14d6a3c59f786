/** What each job is told. Names are `noun.verb`. */
export type JobPayloads = {
  'conversation.unsnooze': { workspaceId: string; id: string }
  'conversation.deliver': { workspaceId: string; id: string }
  'conversation.check-answer': { workspaceId: string; id: string; assignedAt: string }
  'member.leave': { workspaceId: string; id: string }
  'team.look': { workspaceId: string; id: string }
  'attachment.fetch': { workspaceId: string; id: string }
}
