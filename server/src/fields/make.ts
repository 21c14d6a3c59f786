import type { Actor, Field, postField } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { z } from 'zod'
import { append, type Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { keyFrom } from './key.ts'
import { optionsFor } from './options.ts'
import { listFields } from './queries.ts'
import { toFieldTakenError } from './taken.ts'

type NewField = z.output<(typeof postField)['body']>

/** A new field comes last. Without a key it gets one from its name. */
export async function makeField(
  tx: Tx,
  { workspaceId, actor, given }: { workspaceId: string; actor: Actor; given: NewField },
): Promise<Field> {
  // One at a time: two of the same name would else be given the same key.
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('fields ' || ${workspaceId}::text, 0))`.execute(tx)
  const others = await listFields(tx, workspaceId, given.subject)
  const field: Field = {
    id: newId(),
    subject: given.subject,
    key:
      given.key ??
      keyFrom(
        given.name,
        others.map(({ key }) => key),
      ),
    name: given.name,
    type: given.type,
    options: optionsFor(given.type, given.options),
    position: Math.max(-1, ...others.map(({ position }) => position)) + 1,
  }
  try {
    await tx
      .insertInto('field')
      .values({ workspace_id: workspaceId, ...field, options: JSON.stringify(field.options) })
      .execute()
  } catch (error) {
    throw toFieldTakenError(error)
  }
  append(tx, { workspaceId, type: 'field.created', subjectId: field.id, actor, data: { field } })
  return field
}
