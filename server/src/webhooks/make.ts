import type { Actor, postWebhook, Webhook } from '@fairlead/sdk'
import type { z } from 'zod'
import { append, type Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import type { Providers } from '../providers/providers.ts'
import { requireReachable } from './check-address.ts'
import { findWebhook, presentWebhook } from './present.ts'
import { makeSecret } from './secret.ts'

type NewWebhook = z.output<(typeof postWebhook)['body']>

/** Makes a webhook that is told of what happens from now on. Its secret is told here, and never again. */
export async function makeWebhook(
  tx: Tx,
  { secrets, allowPrivateNetwork = false }: Pick<Providers, 'secrets' | 'allowPrivateNetwork'>,
  { workspaceId, actor, given }: { workspaceId: string; actor: Actor; given: NewWebhook },
): Promise<{ webhook: Webhook; secret: string }> {
  requireReachable(given.url, allowPrivateNetwork)
  const id = newId()
  const { secret, sealed } = makeSecret(secrets, id)
  await tx
    .insertInto('webhook')
    .values({
      workspace_id: workspaceId,
      id,
      name: given.name,
      url: given.url,
      event_types: [...new Set(given.eventTypes)],
      secret: sealed,
      created_by: actor.id,
    })
    .execute()
  append(tx, { workspaceId, type: 'webhook.created', subjectId: id, actor, data: { id } })
  return { webhook: presentWebhook(await findWebhook(tx, workspaceId, id)), secret }
}
