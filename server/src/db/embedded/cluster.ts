import { once } from 'node:events'
import { mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import { type Account, giveTo, type Run } from './account.ts'
import { type DataFolder, DataFolderError, type DataFolderErrorCode } from './data-folder.ts'
import type { Programs } from './programs.ts'

/** The role that owns the database, and the database. */
export const owner = 'fairlead'

/** Whether there is something to start, be it good or bad: an empty folder may be made by a mount. */
export async function isCluster(cluster: string): Promise<boolean> {
  try {
    return (await readdir(cluster)).length > 0
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}

/** Makes a new, empty cluster. One that an earlier start did not finish is made anew. */
export async function createCluster(
  folder: DataFolder,
  { initdb }: Programs,
  run: Run,
  account: Account | null,
): Promise<void> {
  const cluster = path.join(folder.unfinished, 'cluster')
  const passwordFile = path.join(folder.unfinished, 'password')

  await rm(folder.unfinished, { recursive: true, force: true })
  await mkdir(folder.unfinished, { mode: 0o700 })
  await writeFile(passwordFile, await folder.password(), { mode: 0o600 })
  await giveTo(account, folder.unfinished)

  const child = run(
    initdb,
    [
      `--pgdata=${cluster}`,
      `--username=${owner}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // The system may have no locale at all; PostgreSQL's own knows all of Unicode.
      '--no-locale',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...settings.map((setting) => `--set=${setting}`),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const [[code], complaints] = await Promise.all([once(child, 'close'), child.stderr ? textOf(child.stderr) : ''])
  if (code !== 0) {
    await rm(folder.unfinished, { recursive: true, force: true })
    throw clusterError(folder.path, 'The database could not be made', complaints)
  }

  await rename(cluster, folder.cluster)
  await sync(folder.path)
  await rm(folder.unfinished, { recursive: true })
}

// What suits a small server, for an operator to change in postgresql.conf. What makes commits durable stays as it is.
const settings = [
  'max_connections=200',
  'timezone=UTC',
  'log_timezone=UTC',
  // Our statements are short: compiling one would cost more than it gains.
  'jit=off',
  // Fewer checkpoints while much comes in, so that fewer whole pages are logged. A crash costs a few seconds more.
  'max_wal_size=2GB',
  // Young tables grow tenfold in a minute: their statistics, by which prepared statements are planned, keep up.
  'autovacuum_naptime=10s',
  // Disks have no arm to move any more.
  'random_page_cost=1.1',
]

/** What PostgreSQL said when it failed, in our terms. */
export function clusterError(folder: string, what: string, output: string): DataFolderError {
  const code = codes.find(({ words }) => words.test(output))?.code ?? 'database_failed'
  const sentence = output.trim().replaceAll('\n', ' ').replace(/\.?$/, '.')
  return new DataFolderError(code, folder, `${what} in ${folder}. PostgreSQL says: ${sentence}`)
}

// A rename survives a power cut only once the folder is written.
async function sync(folder: string): Promise<void> {
  await using handle = await open(folder)
  await handle.sync()
}

const codes: readonly { words: RegExp; code: DataFolderErrorCode }[] = [
  { words: /No space left on device|Disk quota exceeded/, code: 'disk_full' },
  { words: /database files are incompatible with server|is not a valid data directory/, code: 'data_wrong_version' },
  { words: /Permission denied|Read-only file system|has wrong ownership/, code: 'data_unwritable' },
]
