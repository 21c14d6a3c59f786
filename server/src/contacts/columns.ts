import type { Contact, patchContact } from '@fairlead/sdk'
import { type Expression, sql } from 'kysely'
import type { z } from 'zod'
import { normalizeEmail } from '../auth/people.ts'
import { normalizePhone } from './phone.ts'

/** What a request gives of a contact, as it is stored; `undefined` is left alone. */
export function toColumns({
  name,
  email,
  phone,
  locale,
  tags,
  ownerId,
  stage,
}: z.output<(typeof patchContact)['body']>) {
  return {
    name,
    email: typeof email === 'string' ? normalizeEmail(email) : email,
    phone: phone === undefined ? undefined : normalizePhone(phone),
    locale: locale === '' ? null : locale,
    tags: tags && [...new Set(tags)],
    owner_id: ownerId,
    stage,
  }
}

/** The stored fields with those given on top; one given as null goes. */
export function mergeFields(stored: Expression<unknown>, given: Contact['fields'] = {}) {
  return sql<string>`jsonb_strip_nulls(${stored} || ${JSON.stringify(given)}::jsonb)`
}
