import type { Secrets } from '../../auth/secrets.ts'
import type { Db } from '../../db/database.ts'
import { secretSign } from '../interpreter/outside.ts'
import { Refused } from './refused.ts'

const marker = new RegExp(`${secretSign}secret:([a-z][a-z0-9_]{0,59})${secretSign}`, 'g')

/** Bound to its place: what was sealed for one name opens nothing under another. */
export function sealSecret(secrets: Secrets, { workspaceId, name }: Place, value: string): string {
  return secrets.encrypt(value, contextOf({ workspaceId, name })).toString('base64')
}

type Place = Readonly<{ workspaceId: string; name: string }>

/** The value; null: there is none of that name. */
export async function openSecret(db: Db, secrets: Secrets, { workspaceId, name }: Place): Promise<string | null> {
  const row = await db
    .selectFrom('workflow_secret')
    .select('value')
    .where('workspace_id', '=', workspaceId)
    .where('name', '=', name)
    .executeTakeFirst()
  if (!row) return null
  return String(secrets.decrypt(Buffer.from(row.value, 'base64'), contextOf({ workspaceId, name })))
}

/** `fill` puts secrets into a text, `hide` takes them out of one again. */
export type Filling = Readonly<{ fill(text: string): string; hide(text: string): string }>

/**
 * Puts secrets in the place of what stands for them, at the last moment: no history, log or job has them. Another system
 * may say again what it was told, and so may whoever could not reach it: what comes back has them taken out.
 * @throws {Refused} where one is not there any more
 */
export async function withSecrets(
  db: Db,
  secrets: Secrets,
  workspaceId: string,
  texts: readonly string[],
): Promise<Filling> {
  const names = new Set(texts.flatMap((text) => [...text.matchAll(marker)].map(([, name]) => name!)))
  const values = new Map<string, string>()
  for (const name of names) {
    const value = await openSecret(db, secrets, { workspaceId, name })
    if (value === null) throw new Refused('unknown_secret', `There is no secret “${name}” in this workspace.`)
    values.set(name, value)
  }
  // The longest first: one may begin with another.
  const written = [...values.values()].flatMap(spellingsOf).sort((a, b) => b.length - a.length)
  return {
    fill: (text) => text.replaceAll(marker, (_, name: string) => values.get(name) ?? ''),
    hide: (text) => written.reduce((rest, value) => rest.replaceAll(value, hidden), text),
  }
}

const hidden = '•••'
/** What is shorter is found in anything, and is no secret. */
const leastHidden = 4

/** A secret as it may stand in addresses, in JSON, and in lower case as the name of a host. */
function spellingsOf(value: string): string[] {
  const all = [
    value,
    value.toLowerCase(),
    encodeURI(value),
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
  ]
  return [...new Set(all)].filter((each) => each.length >= leastHidden)
}

function contextOf({ workspaceId, name }: Place): string {
  return `workflow_secret:${workspaceId}:${name}`
}
