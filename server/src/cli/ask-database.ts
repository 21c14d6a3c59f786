import type pg from 'pg'

export async function readAll<T extends pg.QueryResultRow>(client: pg.Client, query: string): Promise<T[]> {
  return (await client.query<T>(query)).rows
}

/** The one row of a query that always has one. */
export async function readOne<T extends pg.QueryResultRow>(client: pg.Client, query: string): Promise<T> {
  return (await readAll<T>(client, query))[0]!
}
