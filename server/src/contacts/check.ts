import type { Contact } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { found, refusal } from '../errors.ts'

type Given = Readonly<{ ownerId?: string | null | undefined; stage?: string | null | undefined }>

/** Makes sure that an owner newly given is there to own, and that the workspace has a stage newly given. */
export async function requireValidContact(
  tx: Tx,
  workspaceId: string,
  given: Given,
  before: Pick<Contact, 'ownerId' | 'stage'> = { ownerId: null, stage: null },
): Promise<void> {
  // What stays as it is stays: an owner who was deactivated since is still shown as the owner.
  if (given.ownerId && given.ownerId !== before.ownerId) await requireOwner(tx, workspaceId, given.ownerId)
  if (given.stage && given.stage !== before.stage) await requireStage(tx, workspaceId, given.stage)
}

async function requireOwner(tx: Tx, workspaceId: string, id: string): Promise<void> {
  const member = await tx
    .selectFrom('member')
    .select(['name', 'deactivated_at'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!member) {
    const message = 'there is no such member in this workspace'
    throw refusal('unknown_reference', [{ path: 'ownerId', message }], { ids: [id] })
  }
  if (member.deactivated_at) {
    const message = `${member.name} is deactivated and cannot own a contact. Choose somebody else, or reactivate them`
    throw refusal('member_deactivated', [{ path: 'ownerId', message }])
  }
}

// Held: whoever takes the stage away at this moment must find the contact in it, or we find the stage gone.
async function requireStage(tx: Tx, workspaceId: string, stage: string): Promise<void> {
  const { rows } = await sql<{ stages: string[] }>`
    SELECT stages FROM workspace WHERE id = ${workspaceId} FOR SHARE`.execute(tx)
  const { stages } = found(rows[0])
  if (stages.includes(stage)) return
  const known = stages.length === 0 ? 'it has none' : `it has ${stages.join(', ')}`
  const message = `the workspace has no stage “${stage}”: ${known}`
  throw refusal('unknown_reference', [{ path: 'stage', message }])
}
