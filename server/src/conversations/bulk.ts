import type { Actor, BulkAction, Conversation, changeConversations, Output } from '@fairlead/sdk'
import { claimConversation } from '../assignment/manual.ts'
import type { Database, Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { runMacro } from '../macros/run.ts'
import { editConversation, markRead } from './change.ts'
import { closeConversation, reopenConversation } from './close.ts'
import { editTags } from './edit-tags.ts'
import { snoozeConversation } from './snooze.ts'

type Subject = Readonly<{ workspaceId: string; id: string; actor: Actor }>
type Member = Readonly<{ id: string; name: string }>

type Bulk = Readonly<{
  workspaceId: string
  member: Member
  conversationIds: readonly string[]
  action: BulkAction
}>

/** Each in a transaction of its own: what cannot be done is said beside it, and stops no other. */
export async function changeMany(
  database: Database,
  { workspaceId, member, conversationIds, action }: Bulk,
): Promise<Output<typeof changeConversations>> {
  const data: Output<typeof changeConversations>['data'] = []
  for (const conversationId of new Set(conversationIds)) {
    try {
      const subject = { workspaceId, id: conversationId, actor: { type: 'member', id: member.id } as const }
      const conversation = await database.transact((tx) => perform(tx, subject, action, member))
      data.push({ conversationId, conversation, problem: null })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      data.push({ conversationId, conversation: null, problem: { code: error.code, detail: error.message } })
    }
  }
  return { data }
}

function perform(tx: Tx, subject: Subject, action: BulkAction, member: Member): Promise<Conversation> {
  switch (action.do) {
    case 'close': {
      const { categoryId, summary } = action
      const closing = {
        ...(categoryId === undefined ? {} : { categoryId }),
        ...(summary === undefined ? {} : { summary }),
      }
      return closeConversation(tx, { ...subject, closing })
    }
    case 'claim':
      return claimConversation(tx, { workspaceId: subject.workspaceId, id: subject.id, memberId: member.id })
    case 'reopen':
      return reopenConversation(tx, subject)
    case 'snooze':
      return snoozeConversation(tx, { ...subject, until: new Date(action.until) })
    case 'read':
      return markRead(tx, subject)
    case 'priority':
      return editConversation(tx, { ...subject, priority: action.priority })
    case 'add_tags':
      return editTags(tx, { ...subject, add: action.tags })
    case 'remove_tags':
      return editTags(tx, { ...subject, remove: action.tags })
    case 'macro':
      return runMacro(tx, { workspaceId: subject.workspaceId, id: subject.id, macroId: action.macroId, member })
  }
}
