import type { Actor, patchWebhook, Webhook } from '@fairlead/sdk'
import type { z } from 'zod'
import { append, type Tx } from '../db/database.ts'
import type { Providers } from '../providers/providers.ts'
import { requireReachable } from './check-address.ts'
import { findWebhook, lockWebhook, presentWebhook } from './present.ts'
import { makeSecret } from './secret.ts'

type WebhookChange = z.output<(typeof patchWebhook)['body']>
type Asked = Readonly<{ workspaceId: string; id: string; actor: Actor }>

/** Changes what is given. Switched on again, it begins afresh: it has not failed yet. */
export async function changeWebhook(
  tx: Tx,
  { allowPrivateNetwork = false }: Pick<Providers, 'allowPrivateNetwork'>,
  { workspaceId, id, actor, given }: Asked & { given: WebhookChange },
): Promise<Webhook> {
  const before = await lockWebhook(tx, workspaceId, id)
  if (given.url !== undefined) requireReachable(given.url, allowPrivateNetwork)
  const isSwitched = given.isActive !== undefined && given.isActive !== before.is_active
  await tx
    .updateTable('webhook')
    .set({
      name: given.name ?? before.name,
      url: given.url ?? before.url,
      event_types: given.eventTypes === undefined ? before.event_types : [...new Set(given.eventTypes)],
      is_active: given.isActive ?? before.is_active,
      ...(isSwitched ? { failing_since: null } : {}),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  if (isSwitched && !given.isActive) await giveUpPending(tx, { workspaceId, id })
  append(tx, { workspaceId, type: 'webhook.changed', subjectId: id, actor, data: { id } })
  return presentWebhook(await findWebhook(tx, workspaceId, id))
}

/** Nothing of a webhook that is off goes out by itself any more; all of it can be sent again. */
export async function giveUpPending(
  tx: Tx,
  { workspaceId, id }: Readonly<{ workspaceId: string; id: string }>,
): Promise<void> {
  await tx
    .updateTable('webhook_delivery')
    .set((eb) => ({
      state: 'failed',
      next_try_at: null,
      done_at: new Date(),
      answer: eb.fn.coalesce('answer', eb.val('not sent: the webhook was switched off')),
    }))
    .where('workspace_id', '=', workspaceId)
    .where('webhook_id', '=', id)
    .where('state', '=', 'pending')
    .execute()
}

/** From now on deliveries are signed by a new secret, told here alone. */
export async function rotateSecret(
  tx: Tx,
  { secrets }: Pick<Providers, 'secrets'>,
  { workspaceId, id, actor }: Asked,
): Promise<string> {
  await lockWebhook(tx, workspaceId, id)
  const { secret, sealed } = makeSecret(secrets, id)
  await tx
    .updateTable('webhook')
    .set({ secret: sealed })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  append(tx, { workspaceId, type: 'webhook.changed', subjectId: id, actor, data: { id } })
  return secret
}

/** Deletes it with its log. */
export async function deleteWebhook(tx: Tx, { workspaceId, id, actor }: Asked): Promise<void> {
  await lockWebhook(tx, workspaceId, id)
  await tx.deleteFrom('webhook_delivery').where('workspace_id', '=', workspaceId).where('webhook_id', '=', id).execute()
  await tx.deleteFrom('webhook').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
  append(tx, { workspaceId, type: 'webhook.deleted', subjectId: id, actor, data: { id } })
}
