import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { Secrets } from '../auth/secrets.ts'
import { backUp } from '../backup/back-up.ts'
import { BackupError } from '../backup/backup-error.ts'
import type { Config } from '../config.ts'
import { isCluster } from '../db/embedded/cluster.ts'
import { type CliOptions, CliUsageError } from './arguments.ts'
import { connect } from './connect.ts'

/** Writes everything into one file, whether the server is running or not. */
export async function makeBackup(config: Config, options: CliOptions): Promise<string> {
  const { to } = options
  if (to === undefined) throw new CliUsageError('--to: is needed, the file to write')
  if (config.databaseUrl === null && !(await isCluster(path.join(config.dataDir, 'postgres')))) {
    throw new BackupError(
      `There is nothing to back up: ${config.dataDir} has no database, and DATABASE_URL is not set.`,
    )
  }
  const secret = config.secret ?? (await readSecret(config.dataDir))
  // One from the environment is kept where the environment is.
  const hasSecret = config.secret === null && options['without-secret'] !== true
  const began = performance.now()

  await using connection = await connect(config)
  const file = path.resolve(to)
  const { missing, ...backup } = await backUp({
    url: connection.url,
    dataDir: config.dataDir,
    file,
    secrets: new Secrets(secret),
    secret: hasSecret ? secret : null,
  })
  for (const name of missing) console.error(`The file of an attachment was not there: ${name}`)

  if (options.json) {
    return JSON.stringify({ file, ...backup, missing, hasSecret, ms: Math.round(performance.now() - began) })
  }
  return [
    `${file}: ${(backup.bytes / 1e6).toFixed(1)} MB, ${backup.rows} rows and ${backup.attachments} files as of ${backup.at}.`,
    hasSecret
      ? 'It holds the secret, which opens the tokens of channels: keep it as safe as the server itself.'
      : 'It does not hold the secret: keep that elsewhere, for without it no channel can be opened.',
  ].join('\n')
}

async function readSecret(dataDir: string): Promise<string> {
  try {
    return (await readFile(path.join(dataDir, 'secret'), 'utf8')).trim()
  } catch (cause) {
    throw new BackupError(`The secret of this installation is neither in ${dataDir}/secret nor in FAIRLEAD_SECRET.`, {
      cause,
    })
  }
}
