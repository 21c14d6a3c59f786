import { type Tag, tagColor } from '@fairlead/sdk'
import type { Selectable } from 'kysely'
import type { Tables } from '../db/schema.ts'

export type TagRow = Selectable<Tables['tag']>

/** One that a version to come has painted otherwise is grey. */
export function presentTag({ name, color, description }: TagRow): Tag {
  return { name, color: tagColor.catch('gray').parse(color), description }
}
