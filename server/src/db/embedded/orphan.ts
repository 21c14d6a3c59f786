import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { DataFolderError, readIfExists } from './data-folder.ts'
import type { Log } from './log-lines.ts'

/**
 * Stops the PostgreSQL that a killed Fairlead left behind on this cluster. The caller holds the data folder,
 * so no living Fairlead is using it.
 */
export async function stopOrphan(cluster: string, log: Log): Promise<void> {
  const pidFile = path.join(cluster, 'postmaster.pid')
  const content = await readIfExists(pidFile)
  if (content === null) return

  const pid = Number.parseInt(content, 10)
  if (await isPostgresOf(cluster, pid)) {
    log('info', `Stopping the PostgreSQL (process ${pid}) that an earlier run left behind`)
    await end(cluster, pid)
  }
  // PostgreSQL would refuse to start because of an empty file, because of a stranger who has the number now, and because
  // of one killed outright that has the number until somebody asks how it ended. That no other server works on the
  // cluster, it finds out by the shared memory, too.
  if (Number.isNaN(pid) || isAlive(pid)) await rm(pidFile, { force: true })
}

async function end(cluster: string, pid: number): Promise<void> {
  for (const { signal, waitMs } of [
    { signal: 'SIGINT', waitMs: 30_000 },
    { signal: 'SIGQUIT', waitMs: 10_000 },
  ]) {
    try {
      process.kill(pid, signal)
    } catch (cause) {
      if (!(await isPostgresOf(cluster, pid))) return
      const reason = `A PostgreSQL of another account (process ${pid}) is running on ${cluster}.`
      throw new DataFolderError('data_in_use', path.dirname(cluster), reason, { cause })
    }

    const deadline = performance.now() + waitMs
    while (performance.now() < deadline) {
      if (!(await isPostgresOf(cluster, pid))) return
      await sleep(25)
    }
  }
  throw new DataFolderError('data_in_use', path.dirname(cluster), `PostgreSQL (process ${pid}) does not stop.`)
}

// A process number alone says nothing: it may have been given to somebody else since.
async function isPostgresOf(cluster: string, pid: number): Promise<boolean> {
  const command = await commandOf(pid)
  return command.includes('postgres') && command.includes(`-D ${cluster} `)
}

// Other than the links beside it, cmdline may be read by whoever is not the process's owner; a zombie's is empty.
async function commandOf(pid: number): Promise<string> {
  try {
    return process.platform === 'linux'
      ? (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ')
      : (await promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)])).stdout
  } catch {
    return ''
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
