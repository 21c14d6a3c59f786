import { isDeepStrictEqual } from 'node:util'
import { type Field, type FieldFault, type FieldValue, readFieldValue } from '@fairlead/sdk'
import type { Tx } from '../db/database.ts'
import { type Issue, invalidRequest } from '../errors.ts'
import { listFields } from './queries.ts'

type Values = Readonly<Record<string, FieldValue>>

const messages: Readonly<Record<FieldFault, string>> = {
  not_text: 'must be a text',
  not_one_line: 'must be one line',
  not_number: 'must be a number',
  not_yes_no: 'must be true or false',
  not_date: 'must be a day, such as 2026-11-30',
  not_option: 'is none of the options',
  not_link: 'must be an address that begins with https:// or http://',
}

/**
 * The values given for the custom fields of a contact or a conversation, as they are kept. A contact may have others
 * beside; a conversation has only those that the workspace knows.
 */
export async function readFieldValues(
  tx: Tx,
  { workspaceId, subject }: Readonly<{ workspaceId: string; subject: Field['subject'] }>,
  given: Values,
  before: Values = {},
): Promise<Record<string, FieldValue>> {
  if (Object.keys(given).length === 0) return {}
  const fields = new Map((await listFields(tx, workspaceId, subject)).map((field) => [field.key, field]))
  const issues: Issue[] = []
  const kept: [string, FieldValue][] = []
  for (const [key, value] of Object.entries(given)) {
    const field = fields.get(key)
    // What stays as it is stays, even where it can no longer be chosen.
    if (value === null || isDeepStrictEqual(value, before[key])) {
      kept.push([key, value])
    } else if (field === undefined) {
      if (subject === 'contact') kept.push([key, value])
      else issues.push({ path: `fields.${key}`, message: 'the workspace has no such field of conversations' })
    } else {
      const read = readFieldValue(field, value)
      if (read.fault === null) kept.push([key, read.value])
      else issues.push({ path: `fields.${key}`, message: messages[read.fault] })
    }
  }
  if (issues.length > 0) throw invalidRequest(issues)
  return Object.fromEntries(kept)
}
