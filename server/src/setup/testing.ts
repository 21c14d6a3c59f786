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

/** A web chat, connected without its doors being used. */
export async function addChannel({ db }: Database, workspaceId: string, teamId: string | null = null): Promise<string> {
  const id = newId()
  await db
    .insertInto('channel')
    .values({
      workspace_id: workspaceId,
      id,
      type: 'webchat',
      name: 'Site',
      team_id: teamId,
      settings: '{}',
      secrets: Buffer.alloc(0),
    })
    .execute()
  return id
}

/** An open conversation with a contact of its own, in which nothing was said yet. */
export async function addConversation(
  { db }: Database,
  place: { workspaceId: string; channelId: string; teamId?: string; assigneeId?: string },
): Promise<string> {
  const [id, contactId] = [newId(), newId()]
  await db
    .insertInto('contact')
    .values({ workspace_id: place.workspaceId, id: contactId, name: 'Cora Customer', fields: '{}' })
    .execute()
  await db
    .insertInto('conversation')
    .values({
      workspace_id: place.workspaceId,
      id,
      channel_id: place.channelId,
      contact_id: contactId,
      team_id: place.teamId ?? null,
      assignee_id: place.assigneeId ?? null,
      queue_order: new Date(),
    })
    .execute()
  return id
}

/** The log of the workspace, from its beginning. */
export async function readLog({ db }: Database, workspaceId: string): Promise<Event[]> {
  return await readEvents(db, { workspaceId, after: 0, limit: 10_000 })
}
