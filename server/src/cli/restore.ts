import path from 'node:path'
import { Secrets } from '../auth/secrets.ts'
import { BackupError } from '../backup/backup-error.ts'
import { restore } from '../backup/restore.ts'
import { type Verified, verify } from '../backup/verify.ts'
import type { Config } from '../config.ts'
import { readIfExists } from '../db/embedded/data-folder.ts'
import { EmbeddedPostgres } from '../db/embedded.ts'
import { type CliOptions, CliUsageError } from './arguments.ts'

/** Brings back what a backup holds. No server may be running on the database. */
export async function restoreBackup(config: Config, options: CliOptions): Promise<string> {
  const { from, replace = false } = options
  if (from === undefined) throw new CliUsageError('--from: is needed, the file of the backup')
  const file = path.resolve(from)
  const began = performance.now()
  const backup = await verify(file)
  const secret = await chooseSecret(config, backup, replace)

  await using database = await open(config)
  const { dataDir } = config
  const restored = await restore({ url: database.url, dataDir, file, backup, secret, replace })
  for (const table of restored.skipped) console.error(`Left out, since it is none of Fairlead's: the table ${table}`)

  const { at, fairlead } = backup.manifest
  const { missing } = backup.end
  if (options.json) {
    return JSON.stringify({ at, fairlead, ...restored, missing, ms: Math.round(performance.now() - began) })
  }
  return [
    `Everything is as it was at ${at}: ${restored.rows} rows and ${restored.attachments} files.`,
    ...(missing.length > 0 ? [`${missing.length} attachments had no file when the backup was made.`] : []),
    'Start the server.',
  ].join('\n')
}

// The database's secrets open with one secret only, so this one has to be found before anything is touched.
async function chooseSecret(
  { secret: configured, dataDir }: Config,
  { manifest, secret: kept }: Verified,
  replace: boolean,
): Promise<string | null> {
  const present = (await readIfExists(path.join(dataDir, 'secret')))?.trim() ?? null
  if (configured !== null) {
    if (opens(configured, manifest.sealed)) return null
    throw new BackupError('FAIRLEAD_SECRET is not the secret this backup was made with. Set that one, or unset it.')
  }
  if (present !== null && opens(present, manifest.sealed)) return null
  if (kept === null) {
    throw new BackupError(
      `The backup came without its secret: put that into ${dataDir}/secret, or set FAIRLEAD_SECRET.`,
    )
  }
  if (present !== null && !replace) {
    throw new BackupError(
      `${dataDir}/secret is another one than the backup's. With --replace it is thrown away for that.`,
    )
  }
  return kept
}

function opens(secret: string, sealed: string): boolean {
  try {
    return new Secrets(secret).decrypt(Buffer.from(sealed, 'base64'), 'backup') === 'backup'
  } catch {
    return false
  }
}

async function open({ databaseUrl, dataDir }: Config) {
  if (databaseUrl !== null) return { url: databaseUrl, [Symbol.asyncDispose]: async () => {} }
  return await EmbeddedPostgres.start({
    dataDir,
    log: (level, message) => {
      if (level !== 'debug') console.error(message)
    },
  })
}
