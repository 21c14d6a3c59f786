import type { Tx } from '../db/database.ts'
import { addJob } from '../jobs/add.ts'

/** Sees to it that what is pending in a conversation goes out. A retry that is set for later stays set. */
export async function enqueueDelivery(
  tx: Tx,
  { workspaceId, id }: Readonly<{ workspaceId: string; id: string }>,
  runAt?: Date,
): Promise<void> {
  await addJob(
    tx,
    'conversation.deliver',
    { workspaceId, id },
    { queue: `conversation:${id}`, key: `deliver:${id}`, keepRunAt: runAt === undefined, ...(runAt ? { runAt } : {}) },
  )
}
