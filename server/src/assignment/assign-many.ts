import type { Actor, assignConversations as contract, Output } from '@fairlead/sdk'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { assignManually } from './manual.ts'

type Many = Readonly<{
  workspaceId: string
  actor: Actor
  conversationIds: readonly string[]
  memberId?: string | null | undefined
  teamId?: string | null | undefined
}>

/** Each in a transaction of its own: what cannot be done is said beside it, and stops no other. */
export async function assignMany(
  database: Database,
  { conversationIds, ...to }: Many,
): Promise<Output<typeof contract>> {
  const data: Output<typeof contract>['data'] = []
  for (const conversationId of new Set(conversationIds)) {
    try {
      const done = await database.transact((tx) => assignManually(tx, { ...to, id: conversationId }))
      data.push({ conversationId, ...done, problem: null })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      data.push({
        conversationId,
        conversation: null,
        warning: null,
        problem: { code: error.code, detail: error.message },
      })
    }
  }
  return { data }
}
