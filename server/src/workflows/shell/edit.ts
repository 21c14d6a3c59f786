/** What a run changes of the contact and of the conversation: of tags and fields only those that it names. */
import { type Field, patchContact, patchConversation } from '@fairlead/sdk'
import type { z } from 'zod'
import { editContact as editContactOf } from '../../contacts/edit.ts'
import { holdAddressesOf } from '../../contacts/hold.ts'
import { editConversation as editConversationOf, lockConversation } from '../../conversations/change.ts'
import type { Tx } from '../../db/database.ts'
import { found, invalidRequest } from '../../errors.ts'
import { listFields } from '../../fields/queries.ts'
import { requireSkills } from '../../skills/queries.ts'
import { holdTags } from '../../tags/hold.ts'
import { inKindOf } from '../field-values.ts'
import type { EffectOf } from '../interpreter/effect.ts'
import { Refused } from './refused.ts'
import { actorOf, type Running, subjectOf } from './running.ts'

export async function editContact(tx: Tx, run: Running, effect: EffectOf<'edit_contact'>): Promise<void> {
  const { workspaceId, contactId: id } = run
  const { fields, stage, ownerId, name, email, phone } = effect
  const given = requireFitting(patchContact.body, {
    ...withoutAbsent({ stage, ownerId, name, email, phone }),
    ...(isEmpty(fields) ? {} : { fields: await fittedFields(tx, workspaceId, 'contact', fields) }),
    ...(changesTags(effect) ? { tags: await tagsOfContact(tx, run, effect) } : {}),
  })
  if (isEmpty(given)) return
  await editContactOf(tx, { workspaceId, id, actor: actorOf(run), given })
}

export async function editConversation(tx: Tx, run: Running, effect: EffectOf<'edit_conversation'>): Promise<void> {
  const { workspaceId, conversationId } = run
  const { fields, priority, skillIds, addTags } = effect
  const fitted = await fittedFields(tx, workspaceId, 'conversation', fields)
  await requireSkills(tx, workspaceId, skillIds ?? [])
  await holdTags(tx, { workspaceId, actor: actorOf(run) }, addTags)
  const { tags: before } = await lockConversation(tx, workspaceId, conversationId)
  const given = requireFitting(patchConversation.body, {
    ...withoutAbsent({ priority, skillIds }),
    ...(isEmpty(fitted) ? {} : { fields: fitted }),
    ...(changesTags(effect) ? { tags: tagsAfter(before, effect) } : {}),
  })
  if (isEmpty(given)) return
  await editConversationOf(tx, { ...subjectOf(run), ...given })
}

type Fields = EffectOf<'edit_conversation'>['fields']

// A contact may have values beside the fields that are known.
async function fittedFields(tx: Tx, workspaceId: string, subject: Field['subject'], values: Fields): Promise<Fields> {
  if (isEmpty(values)) return values
  const known = new Map((await listFields(tx, workspaceId, subject)).map((field) => [field.key, field]))
  const gone = Object.keys(values).find((key) => values[key] !== null && !known.has(key))
  if (gone !== undefined && subject === 'conversation') {
    throw new Refused('unknown_field', `There is no field “${gone}” of conversations any more.`)
  }
  const fitted = Object.entries(values).map(([key, value]) => {
    const field = known.get(key)
    return [key, field === undefined ? value : inKindOf(field, value)] as const
  })
  return Object.fromEntries(fitted)
}

type Tagging = Readonly<{ addTags: readonly string[]; removeTags: readonly string[] }>

// Held before they are read, in the order of whoever edits contacts: nobody else's tag is lost.
async function tagsOfContact(tx: Tx, run: Running, effect: Tagging): Promise<string[]> {
  const { workspaceId, contactId } = run
  await holdTags(tx, { workspaceId, actor: actorOf(run) }, effect.addTags)
  await holdAddressesOf(tx, workspaceId, [contactId])
  const { tags } = found(
    await tx
      .selectFrom('contact')
      .select('tags')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', contactId)
      .executeTakeFirst(),
  )
  return tagsAfter(tags, effect)
}

function tagsAfter(before: readonly string[], { addTags, removeTags }: Tagging): string[] {
  return [...new Set([...before, ...addTags])].filter((tag) => !removeTags.includes(tag))
}

function changesTags({ addTags, removeTags }: Tagging): boolean {
  return addTags.length > 0 || removeTags.length > 0
}

/** What a person could not enter by hand a run does not either. */
function requireFitting<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const read = schema.safeParse(given)
  if (read.success) return read.data
  throw invalidRequest(read.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })))
}

function withoutAbsent(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

function isEmpty(given: object): boolean {
  return Object.keys(given).length === 0
}
