import type { WebhookBody } from '@fairlead/sdk'
import { now } from '../db/clock.ts'
import type { Db } from '../db/database.ts'
import { newId } from '../db/id.ts'
import type { Providers } from '../providers/providers.ts'
import { findWebhook } from './present.ts'
import { openSecret } from './secret.ts'
import { type Told, tell } from './tell.ts'

/** Sends a `ping` at once, whether the webhook is on or off, and remembers nothing of it. */
export async function ping(
  db: Db,
  providers: Pick<Providers, 'fetch' | 'secrets'>,
  { workspaceId, id, memberId }: { workspaceId: string; id: string; memberId: string },
): Promise<Told> {
  const { url, secret } = await findWebhook(db, workspaceId, id)
  const body: WebhookBody = {
    id: newId(),
    type: 'ping',
    sequence: 0,
    at: new Date(now()).toISOString(),
    workspaceId,
    subjectId: id,
    actor: { type: 'member', id: memberId },
    data: {},
  }
  return tell(providers, { url, secret: openSecret(providers.secrets, id, secret) }, body)
}
