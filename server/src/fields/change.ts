import { isDeepStrictEqual } from 'node:util'
import type { Actor, Field, patchField } from '@fairlead/sdk'
import type { z } from 'zod'
import { append, type Tx } from '../db/database.ts'
import { found } from '../errors.ts'
import { optionsFor } from './options.ts'
import { lockField } from './queries.ts'
import { toFieldTakenError } from './taken.ts'

type FieldChange = z.output<(typeof patchField)['body']>

/** Values that were chosen from options that go stay as they are, until somebody chooses anew. */
export async function changeField(
  tx: Tx,
  { workspaceId, id, actor, given }: { workspaceId: string; id: string; actor: Actor; given: FieldChange },
): Promise<Field> {
  const before = found(await lockField(tx, workspaceId, id))
  const field: Field = {
    ...before,
    name: given.name ?? before.name,
    options: given.options === undefined ? before.options : optionsFor(before.type, given.options),
    position: given.position ?? before.position,
  }
  if (isDeepStrictEqual(before, field)) return before

  try {
    await tx
      .updateTable('field')
      .set({ name: field.name, options: JSON.stringify(field.options), position: field.position })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute()
  } catch (error) {
    throw toFieldTakenError(error)
  }
  append(tx, { workspaceId, type: 'field.changed', subjectId: id, actor, data: { field } })
  return field
}
