import { isDeepStrictEqual } from 'node:util'
import type { Contact } from '@fairlead/sdk'

type ValueBefore = Readonly<{ before?: Partial<Pick<Contact, 'tags' | 'fields' | 'stage' | 'ownerId'>> }>

/** What of a contact's value to us was otherwise, as the event of its change says it; nothing where all is as it was. */
export function valueBefore(before: Contact, after: Contact): ValueBefore {
  const changed = {
    ...(isDeepStrictEqual(before.tags, after.tags) ? {} : { tags: before.tags }),
    ...(isDeepStrictEqual(before.fields, after.fields) ? {} : { fields: before.fields }),
    ...(before.stage === after.stage ? {} : { stage: before.stage }),
    ...(before.ownerId === after.ownerId ? {} : { ownerId: before.ownerId }),
  }
  return Object.keys(changed).length === 0 ? {} : { before: changed }
}
