import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, realpath } from 'node:fs/promises'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export type DataFolderErrorCode =
  | 'data_in_use'
  | 'data_wrong_version'
  | 'disk_full'
  | 'data_unwritable'
  | 'database_failed'

/** The database cannot live in its folder; the message says which folder and what to do. */
export class DataFolderError extends Error {
  readonly code: DataFolderErrorCode

  constructor(code: DataFolderErrorCode, folder: string, reason: string, options?: ErrorOptions) {
    super(`${reason} ${advice[code](folder)}`, options)
    this.name = 'DataFolderError'
    this.code = code
  }
}

const ownServer = 'or set DATABASE_URL to a PostgreSQL server of your own.'

const advice: Record<DataFolderErrorCode, (folder: string) => string> = {
  data_in_use: (folder) => `Stop whatever uses ${folder}, set FAIRLEAD_DATA_DIR to another folder, ${ownServer}`,
  data_wrong_version: (folder) =>
    `Nothing in ${folder} was changed. Run the version of Fairlead that wrote it and export from there, ` +
    `set FAIRLEAD_DATA_DIR to another folder, ${ownServer}`,
  disk_full: (folder) =>
    `Nothing in ${folder} was deleted. Free some space and start again, set FAIRLEAD_DATA_DIR to another disk, ${ownServer}`,
  data_unwritable: (folder) =>
    `Make ${folder} writable for the account that runs Fairlead, set FAIRLEAD_DATA_DIR to another folder, ${ownServer}`,
  database_failed: (folder) =>
    `The database of ${folder} was left as it is. Mend the cause and start again, ${ownServer}`,
}

/** The folder with everything one Fairlead keeps; open in one process at a time. */
export class DataFolder {
  readonly path: string
  readonly #lock: DatabaseSync

  private constructor(folder: string, lock: DatabaseSync) {
    this.path = folder
    this.#lock = lock
  }

  static async open(dataDir: string): Promise<DataFolder> {
    try {
      // Root's database runs as another account, which must be able to pass through.
      await mkdir(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
      const folder = await realpath(dataDir)
      return new DataFolder(folder, lock(folder))
    } catch (error) {
      throw asDataFolderError(error, dataDir)
    }
  }

  /** Where the cluster lives. */
  get cluster(): string {
    return path.join(this.path, 'postgres')
  }

  /** Where a cluster is made; what is found here at a start was never finished. */
  get unfinished(): string {
    return path.join(this.path, 'postgres.tmp')
  }

  /** The password of the database's owner, made at the first call. */
  async password(): Promise<string> {
    const file = path.join(this.path, 'postgres-password')
    const existing = await readIfExists(file)
    if (existing?.trim()) return existing.trim()

    const password = randomBytes(24).toString('base64url')
    await using handle = await open(file, 'w', 0o600)
    await handle.writeFile(`${password}\n`)
    await handle.sync()
    return password
  }

  [Symbol.dispose](): void {
    this.#lock.close()
  }
}

/** Whatever the file system complained about, in our terms. */
export function asDataFolderError(error: unknown, folder: string): DataFolderError {
  if (error instanceof DataFolderError) return error

  const reason = error instanceof Error ? error.message : String(error)
  const code = codes[errorCode(error)] ?? 'database_failed'
  return new DataFolderError(code, folder, `The database in ${folder} cannot be used: ${reason}.`, { cause: error })
}

export async function readIfExists(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}

const codes: Readonly<Record<string, DataFolderErrorCode>> = {
  ENOSPC: 'disk_full',
  EDQUOT: 'disk_full',
  EACCES: 'data_unwritable',
  EPERM: 'data_unwritable',
  EROFS: 'data_unwritable',
  ENOTDIR: 'data_unwritable',
  EEXIST: 'data_unwritable',
  ERR_SQLITE_ERROR: 'data_unwritable',
}

// SQLite's lock on a file is the one lock within Node's reach that ends with the process, however it ends.
// A pid file would outlive kill -9, and in a container every process is number 1.
function lock(folder: string): DatabaseSync {
  const database = new DatabaseSync(path.join(folder, 'lock'))
  try {
    // No journal file, so that a full disk does not look like a lock.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    return database
  } catch (error) {
    database.close()
    const isBusy = error instanceof Error && 'errcode' in error && error.errcode === 5
    if (!isBusy) throw error
    throw new DataFolderError('data_in_use', folder, `Another Fairlead is running on the data folder ${folder}.`)
  }
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
