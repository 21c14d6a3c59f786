import { execFile, execFileSync } from 'node:child_process'
import { promisify } from 'node:util'

/** Sends a signal to a process of ours; one that is gone does not hear it. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

export async function childrenOf(parent: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid='])
  return stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid, ppid]) => (pid !== undefined && ppid === parent ? [pid] : []))
}

const leftovers = new Set<() => void>()

/** What has to be done even when we end in the middle; answers with what calls it off. */
export function atExit(tidy: () => void): () => void {
  if (leftovers.size === 0) process.once('exit', tidyUp)
  leftovers.add(tidy)
  return () => leftovers.delete(tidy)
}

/** Lets go of a file system without waiting for who still uses it. */
export function unmount(folder: string): void {
  execFileSync('umount', ['-l', folder])
}

function tidyUp(): void {
  for (const tidy of leftovers) {
    try {
      tidy()
    } catch {
      // The others still have their turn.
    }
  }
}
