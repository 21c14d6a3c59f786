import type { Event, Role } from '@fairlead/sdk'
import type { Database } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { readEvents } from '../events/log.ts'
import type { Caller } from '../http/endpoint.ts'

/** A workspace with its owner, and nothing else. */
export async function makeWorkspace({ db }: Database, name = 'Example Shop'): Promise<{ id: string; owner: Caller }> {
  const id = newId()
  await db.insertInto('workspace').values({ id, name }).execute()
  return { id, owner: await addMember({ db }, id, { name: 'Olga Owner', role: 'owner' }) }
}

/** A member as a caller with a session; as many as wanted may bear one name. */
export async function addMember(
  { db }: Pick<Database, 'db'>,
  workspaceId: string,
  { name, role, personId }: { name: string; role: Role; personId?: string },
): Promise<Caller> {
  const memberId = newId()
  const email = `${name.replaceAll(' ', '.')}.${memberId}@example.com`.toLowerCase()
  const person = personId ?? newId()
  if (personId === undefined) await db.insertInto('person').values({ id: person, name, email }).execute()
  await db
    .insertInto('member')
    .values({ workspace_id: workspaceId, id: memberId, person_id: person, name, email, role })
    .execute()
  return { workspaceId, memberId, name, role, via: 'session', personId: person }
}

/** The log of the workspace, from its beginning. */
export async function readLog({ db }: Database, workspaceId: string): Promise<Event[]> {
  return await readEvents(db, { workspaceId, after: 0, limit: 10_000 })
}
