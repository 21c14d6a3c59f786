import { setTimeout as sleep } from 'node:timers/promises'
import { query } from '../../server/src/db/testing.ts'
import type { Postgres } from './postgres.ts'

/**
 * Nothing in a workflow waits for less than a minute, and hardly a storm is as long: now and then some of what waits is
 * set to be due in a moment, as if it had begun to wait earlier.
 */
export async function hasten(postgres: Postgres, { isOver }: Readonly<{ isOver: () => boolean }>): Promise<void> {
  while (!isOver()) {
    await sleep(1000)
    await query(postgres.urlOf(), bringForward(0.25)).catch(() => undefined)
  }
}

/** `share`: of all that wait, from 0 to 1. */
export function bringForward(share: number): string {
  return `UPDATE workflow_run SET wake_at = clock_timestamp(),
      state = jsonb_set(state, '{waiting,until}', to_jsonb(floor(extract(epoch FROM clock_timestamp()) * 1000)))
    WHERE (workspace_id, id) IN (SELECT workspace_id, id FROM workflow_run
      WHERE wake_at > clock_timestamp() + interval '2 seconds' AND random() < ${share} FOR UPDATE SKIP LOCKED)`
}
