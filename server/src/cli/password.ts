import { randomBytes } from 'node:crypto'
import { postSetup } from '@fairlead/sdk'
import { createPeople, setPassword } from '../auth/people.ts'
import { readOrMakeSecret, Secrets } from '../auth/secrets.ts'
import type { Config } from '../config.ts'
import { Database } from '../db/database.ts'
import { type CliOptions, CliUsageError } from './arguments.ts'
import { connect } from './connect.ts'

/** Gives a person who forgot theirs a new password, and ends their sessions. */
export async function resetPassword(config: Config, options: CliOptions): Promise<string> {
  const email = options.email
  if (email === undefined) throw new CliUsageError('--email: is needed')
  const wanted = postSetup.body.shape.password.safeParse(options.password ?? randomBytes(12).toString('base64url'))
  if (!wanted.success) throw new CliUsageError(`--password: ${wanted.error.issues[0]?.message}`)

  await using connection = await connect(config)
  await using database = new Database(connection.url, { maxConnections: 2 })
  const secrets = new Secrets(await readOrMakeSecret(config.secret, config.dataDir))
  const people = createPeople(database.db, config, secrets.sessionSecret)
  await database.transact((tx) => setPassword(tx, people, { email, password: wanted.data }))

  if (options.json) return JSON.stringify({ email, password: wanted.data })
  return `The password of ${email} is now: ${wanted.data}\nHave them change it under Settings, Your profile.`
}
