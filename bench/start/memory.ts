import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Megabytes that a process has for itself, with its share of what it shares with others; null without /proc. */
export async function memoryOf(pid: number): Promise<number | null> {
  const kilobytes = await shareOf(pid)
  return kilobytes === null ? null : round(kilobytes)
}

/** Of the PostgreSQL of this data folder and all its processes. */
export async function memoryOfPostgres(dataDir: string): Promise<number | null> {
  const postmaster = Number.parseInt(await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10)
  const pids = [postmaster]
  for (const name of await readdir('/proc').catch(() => [])) {
    if (/^\d+$/.test(name) && (await parentOf(Number(name))) === postmaster) pids.push(Number(name))
  }
  const shares = await Promise.all(pids.map(shareOf))
  return shares[0] === null ? null : round(shares.reduce<number>((sum, share) => sum + (share ?? 0), 0))
}

async function shareOf(pid: number): Promise<number | null> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(text)?.[1]
  return kilobytes === undefined ? null : Number(kilobytes)
}

async function parentOf(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1] ?? Number.NaN)
}

function round(kilobytes: number): number {
  return Math.round(kilobytes / 102.4) / 10
}
