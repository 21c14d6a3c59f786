import { betterAuth } from 'better-auth'
import { sql } from 'kysely'
import type { Config } from '../config.ts'
import type { Db, Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { AppError } from '../errors.ts'

const minPasswordLength = 10
const maxPasswordLength = 128

const timestamps = { createdAt: 'created_at', updatedAt: 'updated_at' } as const

/** People and their sessions. Nobody signs up by themselves: persons come by set-up and invitation. */
export function createPeople(db: Db, config: Pick<Config, 'publicUrl'>, secret: string) {
  return betterAuth({
    appName: 'Fairlead',
    baseURL: config.publicUrl,
    basePath: '/api/auth',
    secret,
    database: { db, type: 'postgres' },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength, maxPasswordLength },
    user: {
      modelName: 'person',
      fields: { emailVerified: 'email_verified', ...timestamps },
    },
    session: {
      modelName: 'session',
      expiresIn: 60 * 60 * 24 * 30,
      updateAge: 60 * 60 * 24,
      fields: {
        userId: 'person_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...timestamps,
      },
    },
    account: {
      modelName: 'credential',
      fields: {
        userId: 'person_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...timestamps,
      },
    },
    verification: { modelName: 'verification', fields: { expiresAt: 'expires_at', ...timestamps } },
    rateLimit: { enabled: false },
    // A wrong password is told to whoever typed it, and is no line in the log.
    logger: { level: 'error' },
    telemetry: { enabled: false },
    advanced: {
      // Our own door in front refuses cross-site requests, by what the browser says of them. This check would go by the
      // one configured address, which is not the only one people use (localhost, 127.0.0.1, a name in the office).
      disableCSRFCheck: true,
      disableOriginCheck: true,
      cookiePrefix: 'fairlead',
      useSecureCookies: config.publicUrl.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'strict', httpOnly: true },
      database: { generateId: () => newId() },
    },
  })
}

export type People = ReturnType<typeof createPeople>

/** The person with this e-mail, made with the password when there is none yet. */
export async function makePerson(
  tx: Tx,
  people: People,
  { name, email, password }: { name: string; email: string; password: string },
): Promise<{ id: string }> {
  const id = newId()
  const hash = await (await people.$context).password.hash(password)
  await tx
    .insertInto('person')
    .values({ id, name, email: normalizeEmail(email) })
    .execute()
  await addCredential(tx, id, hash)
  return { id }
}

/**
 * Gives a person another password and ends their sessions: who forgot it may not have been the only one who knew it.
 * @throws {AppError} `not_found` when nobody has this e-mail.
 */
export async function setPassword(
  tx: Tx,
  people: People,
  { email, password }: { email: string; password: string },
): Promise<void> {
  const person = await tx
    .selectFrom('person')
    .select('id')
    .where('email', '=', normalizeEmail(email))
    .executeTakeFirst()
  if (!person) throw new AppError('not_found', { detail: `Nobody has the e-mail ${email}.` })
  const hash = await (await people.$context).password.hash(password)
  const changed = await tx
    .updateTable('credential')
    .set({ password: hash })
    .where('person_id', '=', person.id)
    .where('provider_id', '=', 'credential')
    .returning('id')
    .executeTakeFirst()
  if (!changed) await addCredential(tx, person.id, hash)
  await sql`DELETE FROM session WHERE person_id = ${person.id}`.execute(tx)
}

async function addCredential(tx: Tx, personId: string, hash: string): Promise<void> {
  await tx
    .insertInto('credential')
    .values({ id: newId(), person_id: personId, account_id: personId, provider_id: 'credential', password: hash })
    .execute()
}

export async function hasPassword(people: People, db: Db, personId: string, password: string): Promise<boolean> {
  const credential = await db
    .selectFrom('credential')
    .select('password')
    .where('person_id', '=', personId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst()
  if (!credential?.password) return false
  return (await people.$context).password.verify({ hash: credential.password, password })
}

export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase()
}
