import { sql } from 'kysely'
import type { GraphEmulator } from '../../scripts/emulators/graph.ts'
import type { Database } from '../../server/src/db/database.ts'
import type { Ledger } from '../ledger.ts'

/** Messages that were answered for and are not there, are there twice, or not in their writer's order. */
export async function findLost({ db }: Database, ledger: Ledger, graph: GraphEmulator): Promise<readonly string[]> {
  const { rows } = await sql<{
    id: string
    conversation_id: string
    provider_id: string | null
    client_id: string | null
    text: string
  }>`
    SELECT id, conversation_id, provider_id, client_id, text FROM message WHERE author_type = 'contact' ORDER BY id
    `.execute(db)
  const byProvider = Map.groupBy(rows, (row) => row.provider_id)
  const byClient = Map.groupBy(rows, (row) => row.client_id)
  const ids = [...ledger.webhooks.map(({ providerId }) => providerId), ...acceptedOf(graph)]

  return [
    ...[...new Set(ids)].flatMap((id) => countOf(byProvider.get(id), id)),
    ...ledger.posts.flatMap(({ clientId, messageId, text }) => {
      const found = byClient.get(clientId)
      const isIt = found?.[0]?.id === messageId && found[0].text === text
      return found?.length === 1 && !isIt
        ? [`${clientId} is ${found[0]?.id}, not ${messageId}`]
        : countOf(found, clientId)
    }),
  ]
}

/** Where somebody's messages stand in another order than they wrote them, conversation by conversation. */
export async function findDisordered({ db }: Database, ledger: Ledger): Promise<readonly string[]> {
  const { rows } = await sql<{ conversation_id: string; key: string }>`
    SELECT conversation_id, coalesce(provider_id, client_id) AS key FROM message
    WHERE author_type = 'contact' AND coalesce(provider_id, client_id) IS NOT NULL ORDER BY id`.execute(db)
  const written = [
    ...ledger.webhooks.filter(({ isOrdered }) => isOrdered).map(({ providerId }) => providerId),
    ...ledger.posts.map(({ clientId }) => clientId),
  ]
  const places = new Map(written.map((key, index) => [key, index]))
  const writerOf = (key: string) => key.replace(/\d+(-of-chaos)?$/, '')

  return [...Map.groupBy(rows, (row) => `${row.conversation_id} of ${writerOf(row.key)}`)].flatMap(([where, own]) => {
    const known = own.filter(({ key }) => places.has(key))
    const wrong = known.findIndex(
      ({ key }, index) => index > 0 && places.get(key)! < places.get(known[index - 1]!.key)!,
    )
    return wrong < 0 ? [] : [`in ${where}, ${known[wrong]!.key} stands after ${known[wrong - 1]!.key}`]
  })
}

// What the provider's stand-in posted by itself, and was answered 200 for.
function acceptedOf(graph: GraphEmulator): string[] {
  return graph.deliveries().flatMap(({ state, body }) => {
    if (state !== 'delivered') return []
    const { entry } = JSON.parse(body) as { entry: { changes: { value: { messages?: { id: string }[] } }[] }[] }
    return entry.flatMap(({ changes }) => changes.flatMap(({ value }) => (value.messages ?? []).map(({ id }) => id)))
  })
}

function countOf(found: readonly unknown[] | undefined, id: string): string[] {
  return found?.length === 1 ? [] : [`${id} was answered for and is there ${found?.length ?? 0} times`]
}
