import { execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Report, Share } from './drive.ts'

export type Run = Readonly<{
  url: string
  /** A script for pgbench. */
  file: string
  clients: number
  until: Readonly<{ seconds: number } | { transactions: number }>
}>

/** What runs a script over and over. `run` answers transactions a second. */
export type Driver = Readonly<{ name: 'pgbench' | 'own'; run: (run: Run) => Promise<number> }>

/** PostgreSQL's own where it is installed. */
export async function findDriver(): Promise<Driver> {
  const hasPgbench = await promisify(execFile)('pgbench', ['--version']).then(
    () => true,
    () => false,
  )
  return hasPgbench ? { name: 'pgbench', run: runPgbench } : { name: 'own', run: runOurs }
}

async function runPgbench({ url, file, clients, until }: Run): Promise<number> {
  const { hostname, port, username, password, pathname } = new URL(url)
  const end = 'seconds' in until ? ['-T', String(until.seconds)] : ['-t', String(until.transactions)]
  const threads = String(Math.min(2, clients))
  const { stdout } = await promisify(execFile)(
    'pgbench',
    ['-n', '-M', 'prepared', '-c', String(clients), '-j', threads, ...end, '-f', file],
    {
      env: {
        PATH: process.env.PATH,
        PGHOST: hostname,
        PGPORT: port,
        PGUSER: decodeURIComponent(username),
        PGPASSWORD: decodeURIComponent(password),
        PGDATABASE: pathname.slice(1),
      },
    },
  )
  const rate = /^tps = ([\d.]+)/m.exec(stdout)?.[1]
  if (rate === undefined) throw new Error(`pgbench said no rate:\n${stdout}`)
  return Number(rate)
}

/** The same without pgbench: as many processes as it has threads, each with its share of the connections. */
export async function runOurs({ url, file, clients, until }: Run): Promise<number> {
  const processes = Math.min(2, clients)
  const reports = await Promise.all(
    Array.from({ length: processes }, async (_, index) => {
      const share: Share = {
        url,
        file,
        until,
        firstClient: index,
        clients: Math.floor((clients + processes - 1 - index) / processes),
      }
      const child = fork(join(import.meta.dirname, 'drive.ts'), [JSON.stringify(share)])
      const told = once(child, 'message').then(([report]: Report[]) => report!)
      const ended = once(child, 'exit').then(() => Promise.reject(new Error('A driver of the limit ended early.')))
      return Promise.race([told, ended])
    }),
  )
  return reports.reduce((sum, { transactions, seconds }) => sum + transactions / seconds, 0)
}
