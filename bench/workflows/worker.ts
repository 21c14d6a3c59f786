import { tmpdir } from 'node:os'
import type { Database } from '../../server/src/db/database.ts'
import { quiet } from '../../server/src/testing/app.ts'
import { makeProviders } from '../../server/src/testing/providers.ts'
import { JobWorker } from '../../server/src/worker.ts'
import { Waker } from '../../server/src/workflows/shell/waker.ts'

/** What of a process takes runs on: its jobs, and whoever wakes what is due. */
export function startWorker(database: Database) {
  const jobs = new JobWorker(database, makeProviders(tmpdir()), quiet)
  const waker = new Waker(database, quiet)
  return {
    async start(): Promise<void> {
      await jobs.start()
      waker.start()
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await waker.stop()
      await jobs.stop()
    },
  }
}
