import { postSetup } from '@fairlead/sdk'
import { createPeople, type People } from '../auth/people.ts'
import { readOrMakeSecret, Secrets } from '../auth/secrets.ts'
import type { Config } from '../config.ts'
import { Database } from '../db/database.ts'
import { migrate } from '../db/migrate.ts'
import { AppError } from '../errors.ts'
import { makeApiKey } from '../members/api-keys.ts'
import { findOwner } from '../setup/find-owner.ts'
import { type Installation, install } from '../setup/install.ts'
import { type CliOptions, CliUsageError } from './arguments.ts'
import { connect } from './connect.ts'

/** Makes the first workspace, its owner and an API key of theirs. */
export async function init(config: Config, options: CliOptions): Promise<string> {
  const installation = readInstallation(options)

  await using connection = await connect(config)
  await migrate(connection.url)
  await using database = new Database(connection.url, { maxConnections: 2 })
  const secrets = new Secrets(await readOrMakeSecret(config.secret, config.dataDir))
  const people = createPeople(database.db, config, secrets.sessionSecret)

  const { workspaceId, memberId } = options.json
    ? await installOrFind(database, people, installation)
    : await install(database, people, installation)
  const { key } = await database.transact((tx) =>
    makeApiKey(tx, { workspaceId, by: { id: memberId, role: 'owner' }, memberId, name: 'fairlead init' }),
  )

  if (options.json) return JSON.stringify({ workspaceId, memberId, apiKey: key })
  return [
    `The workspace ${installation.workspaceName} is ready. Sign in as ${installation.email} at ${config.publicUrl}`,
    `API key, shown this once: ${key}`,
  ].join('\n')
}

function readInstallation({ workspace, name, email, password }: CliOptions): Installation {
  const parsed = postSetup.body.safeParse({ workspaceName: workspace, name, email, password })
  if (parsed.success) return parsed.data

  const names = { workspaceName: 'workspace', name: 'name', email: 'email', password: 'password' }
  const given: Record<string, unknown> = { workspaceName: workspace, name, email, password }
  const complaints = parsed.error.issues.map(({ path, message }) => {
    const field = String(path[0]) as keyof typeof names
    return `--${names[field]}: ${given[field] === undefined ? 'is needed' : message}`
  })
  throw new CliUsageError(complaints.join('\n'))
}

// A script that is run again wants what it wanted the first time.
async function installOrFind(
  database: Database,
  people: People,
  installation: Installation,
): Promise<{ workspaceId: string; memberId: string }> {
  try {
    return await install(database, people, installation)
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'already_set_up')) throw error
    const owner = await findOwner(database.db, people, installation)
    if (!owner) throw error
    return owner
  }
}
