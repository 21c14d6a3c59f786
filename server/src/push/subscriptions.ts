import type { Input, postPushSubscription } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Db, Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { found } from '../errors.ts'

type Given = NonNullable<Input<typeof postPushSubscription>['body']>
type Owner = Readonly<{ workspaceId: string; memberId: string }>

/** Devices that a person really has; of more, the oldest are forgotten. */
const mostDevices = 20

export type Device = Readonly<{ id: string; device: string; createdAt: string }>

export async function listDevices(db: Db, { workspaceId, memberId }: Owner): Promise<Device[]> {
  const rows = await db
    .selectFrom('push_subscription')
    .select(['id', 'device', 'created_at'])
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .orderBy('created_at', 'desc')
    .execute()
  return rows.map(present)
}

/** Whoever used this browser before is told nothing on it any more: it is in other hands. */
export async function addDevice(
  tx: Tx,
  { workspaceId, memberId, personId, given }: Owner & { personId: string; given: Given },
): Promise<Device> {
  await sql`
    DELETE FROM push_subscription p USING member m
    WHERE p.endpoint = ${given.endpoint} AND m.workspace_id = p.workspace_id AND m.id = p.member_id
      AND m.person_id <> ${personId}`.execute(tx)
  const { rows } = await sql<{ id: string; device: string; created_at: Date }>`
    INSERT INTO push_subscription (workspace_id, id, member_id, endpoint, p256dh, auth, device)
    VALUES (${workspaceId}, ${newId()}, ${memberId}, ${given.endpoint}, ${given.keys.p256dh}, ${given.keys.auth},
      ${given.device ?? ''})
    ON CONFLICT (workspace_id, member_id, md5(endpoint)) DO UPDATE
      SET p256dh = excluded.p256dh, auth = excluded.auth, device = excluded.device
    RETURNING id, device, created_at`.execute(tx)
  await sql`
    DELETE FROM push_subscription WHERE workspace_id = ${workspaceId} AND id IN (
      SELECT id FROM push_subscription WHERE workspace_id = ${workspaceId} AND member_id = ${memberId}
      ORDER BY created_at DESC, id DESC OFFSET ${mostDevices})`.execute(tx)
  return present(rows[0]!)
}

export async function removeDevice(tx: Tx, { workspaceId, memberId, id }: Owner & { id: string }): Promise<void> {
  found(
    await tx
      .deleteFrom('push_subscription')
      .where('workspace_id', '=', workspaceId)
      .where('member_id', '=', memberId)
      .where('id', '=', id)
      .returning('id')
      .executeTakeFirst(),
  )
}

function present({ id, device, created_at }: { id: string; device: string; created_at: Date }): Device {
  return { id, device, createdAt: created_at.toISOString() }
}
