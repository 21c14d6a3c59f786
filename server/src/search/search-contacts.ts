import type { Contact, ContactHit } from '@fairlead/sdk'
import { type RawBuilder, sql } from 'kysely'
import { loadContacts } from '../contacts/present.ts'
import type { Database } from '../db/database.ts'
import { withoutBadText } from '../text.ts'
import { contactTable, findCandidates } from './candidates.ts'
import { checkCursor, collect, withinSeconds } from './collect.ts'
import { toQuery, wantedWords } from './grams.ts'
import { findInAny } from './highlight.ts'
import { searchedTexts } from './index-contacts.ts'

type Query = Readonly<{
  q: string
  ownerId?: string | undefined
  stage?: string | undefined
  cursor?: string | undefined
  limit: number
}>

/** Contacts that have all the words in their name, addresses or fields, the newest first. */
export async function searchContacts(
  database: Database,
  workspaceId: string,
  query: Query,
): Promise<{ data: ContactHit[]; nextCursor: string | null }> {
  const words = wantedWords(withoutSpacesOfPhones(query.q))
  const before = checkCursor(query.cursor)
  if (words.length === 0) return { data: [], nextCursor: null }

  return withinSeconds(database, async (db) => {
    const asked = { workspaceId, query: toQuery(words), before, filter: filterOf(workspaceId, query) }
    const { hits, nextCursor } = await collect(
      findCandidates(db, contactTable, asked),
      query.limit,
      async (ids) =>
        new Map(
          (await loadContacts(db, workspaceId, ids)).flatMap((contact): [string, ContactHit][] => {
            const found = findInAny(searchedTexts(contact), words)
            return found === null ? [] : [[contact.id, { contact, nameRanges: found[0] ?? [] }]]
          }),
        ),
    )
    return { data: hits, nextCursor }
  })
}

/** The same as a list of contacts. */
export async function findContacts(
  database: Database,
  workspaceId: string,
  query: Query,
): Promise<{ data: Contact[]; nextCursor: string | null }> {
  const { data, nextCursor } = await searchContacts(database, workspaceId, query)
  return { data: data.map(({ contact }) => contact), nextCursor }
}

// Phones are stored without the spaces and brackets people type, and without the zero that is dialled within a country.
function withoutSpacesOfPhones(q: string): string {
  const digits = q.replace(/[^\d]/g, '')
  return /^\s*[\d\s()./+-]+$/.test(q) && digits.length >= 6 ? digits.replace(/^0+/, '') : q
}

function filterOf(workspaceId: string, { ownerId, stage }: Query): RawBuilder<boolean> | null {
  if (ownerId === undefined && stage === undefined) return null
  return sql<boolean>`s.contact_id IN (
    SELECT k.id FROM contact k WHERE k.workspace_id = ${workspaceId}
      ${ownerId === undefined ? sql`` : sql`AND k.owner_id = ${ownerId}`}
      ${stage === undefined ? sql`` : sql`AND k.stage = ${withoutBadText(stage)}`})`
}
