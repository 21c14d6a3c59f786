/**
 * Several steps at a press: all of them in one transaction, or none. Each is what a member would do by hand, with the
 * same checks and the same events. Everybody whom a step may hold is held before the conversation, as everywhere.
 */
import { type Conversation, fillIn, fillInValues, type Macro, type MacroStep } from '@fairlead/sdk'
import { assignManually } from '../assignment/manual.ts'
import { loadContact } from '../contacts/present.ts'
import { editConversation } from '../conversations/change.ts'
import { closeConversation } from '../conversations/close.ts'
import { editTags } from '../conversations/edit-tags.ts'
import { lockWithMembers } from '../conversations/hold.ts'
import { loadConversation } from '../conversations/present.ts'
import { reply, writeNote } from '../conversations/reply.ts'
import { snoozeConversation } from '../conversations/snooze.ts'
import { now } from '../db/clock.ts'
import type { Tx } from '../db/database.ts'
import { AppError, found } from '../errors.ts'
import { loadMacro } from './queries.ts'

type Run = Readonly<{
  workspaceId: string
  /** The conversation. */
  id: string
  macroId: string
  member: Readonly<{ id: string; name: string }>
}>

/** @throws {AppError} what the step answers that cannot be done, with its place in `data.step`, from 1 */
export async function runMacro(tx: Tx, { workspaceId, id, macroId, member }: Run): Promise<Conversation> {
  const macro = await loadMacro(tx, { workspaceId, memberId: member.id, id: macroId })
  await lockWithMembers(tx, { workspaceId, id, memberIds: membersOf(macro, member.id) })
  for (const [index, step] of macro.steps.entries()) {
    try {
      await doStep(tx, { workspaceId, id, member }, step)
    } catch (error) {
      throw ofStep(error, index + 1)
    }
  }
  return found(await loadConversation(tx, workspaceId, id))
}

// Whoever replies is no longer missed.
function membersOf({ steps }: Macro, runnerId: string): string[] {
  return [
    runnerId,
    ...steps.flatMap((step) =>
      step.do === 'assign' && step.memberId !== null && step.memberId !== 'me' ? step.memberId : [],
    ),
  ]
}

async function doStep(tx: Tx, { workspaceId, id, member }: Omit<Run, 'macroId'>, step: MacroStep): Promise<unknown> {
  const subject = { workspaceId, id, actor: { type: 'member', id: member.id } as const }
  const text = { workspaceId, id, author: { memberId: member.id, name: member.name }, attachmentIds: [] }
  switch (step.do) {
    case 'reply':
      return reply(tx, { ...text, text: await filled(tx, { workspaceId, id, member }, step.text) })
    case 'note':
      return writeNote(tx, { ...text, text: await filled(tx, { workspaceId, id, member }, step.text) })
    case 'add_tags':
      return editTags(tx, { ...subject, add: step.tags })
    case 'remove_tags':
      return editTags(tx, { ...subject, remove: step.tags })
    case 'priority':
      return editConversation(tx, { ...subject, priority: step.priority })
    case 'assign':
      return assignManually(tx, { ...subject, memberId: step.memberId === 'me' ? member.id : step.memberId })
    case 'move':
      return assignManually(tx, { ...subject, teamId: step.teamId })
    case 'snooze':
      return snoozeConversation(tx, { ...subject, until: new Date(now() + step.minutes * 60_000) })
    case 'close':
      return closeConversation(tx, { ...subject, closing: step })
    default:
      return step satisfies never
  }
}

/** Nobody is written to with a gap, or with braces. */
async function filled(tx: Tx, { workspaceId, id, member }: Omit<Run, 'macroId'>, text: string): Promise<string> {
  const conversation = found(await loadConversation(tx, workspaceId, id))
  const contact = found(await loadContact(tx, workspaceId, conversation.contact.id))
  const workspace = await tx
    .selectFrom('workspace')
    .select('name')
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  const team = await tx
    .selectFrom('team')
    .select('name')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', conversation.teamId)
    .executeTakeFirst()
  const values = fillInValues({ contact, agent: member, workspace, team: team ?? null, conversation })
  const { text: whole, missing } = fillIn(text, values)
  if (missing.length > 0) {
    const detail = `Nothing is known to fill in for ${missing.map((name) => `{{${name}}}`).join(', ')}.`
    throw new AppError('text_incomplete', { detail, data: { missing } })
  }
  return whole
}

function ofStep(error: unknown, step: number): unknown {
  if (!(error instanceof AppError)) return error
  return new AppError(error.code, {
    detail: `Step ${step}: ${error.message}`,
    data: { ...error.data, step },
    cause: error,
  })
}
