import type { Config } from '../config.ts'
import { migrate } from '../db/migrate.ts'
import type { CliOptions } from './arguments.ts'
import { connect } from './connect.ts'

/** Brings the database to this version. */
export async function migrateDatabase(config: Config, options: CliOptions): Promise<string> {
  await using connection = await connect(config)
  await migrate(connection.url)
  return options.json ? JSON.stringify({ isMigrated: true }) : 'The database is at this version.'
}
