import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

// What Linux counts processes' time in.
const ticksPerSecond = 100

/** CPU seconds of a process so far; null where there is no /proc. */
export async function cpuOf(pid: number): Promise<number | null> {
  const times = await timesOf(pid)
  return times && (times.own + times.ended) / ticksPerSecond
}

/** Of a PostgreSQL and all its processes, those included that have ended. */
export async function cpuOfPostgres(folder: string): Promise<number | null> {
  const postmaster = Number.parseInt(await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8'), 10)
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name)).map(Number)
  const all = await Promise.all(pids.map(timesOf))
  const own = all.filter((times) => times?.pid === postmaster || times?.parent === postmaster)
  if (own.length === 0) return null
  return own.reduce((sum, times) => sum + times!.own + times!.ended, 0) / ticksPerSecond
}

async function timesOf(pid: number) {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => null)
  if (stat === null) return null
  // The name, in parentheses, may have anything in it.
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  return { pid, parent: fields[1]!, own: fields[11]! + fields[12]!, ended: fields[13]! + fields[14]! }
}
