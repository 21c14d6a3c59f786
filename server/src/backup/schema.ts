import type pg from 'pg'

/** Empties the database of everything but the job queue's tables. */
export async function clear(client: pg.ClientBase): Promise<void> {
  await client.query(`
    DO $$ DECLARE
      statements text[];
      statement text;
    BEGIN
      SELECT array_agg(format('DROP %s IF EXISTS %s CASCADE',
          CASE relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END,
          oid::regclass)) INTO statements
        FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'S', 'v', 'm')
          AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid
            AND (deptype = 'e' OR (deptype = 'i' AND relkind = 'S')));
      FOREACH statement IN ARRAY coalesce(statements, '{}') LOOP EXECUTE statement; END LOOP;

      SELECT array_agg(format('DROP ROUTINE IF EXISTS %s CASCADE', oid::regprocedure)) INTO statements
        FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
          AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e');
      FOREACH statement IN ARRAY coalesce(statements, '{}') LOOP EXECUTE statement; END LOOP;
    END $$`)
}

/** What was taken off the tables, as the statements that put it back. */
export type Checks = readonly string[]

/**
 * Takes off foreign keys, which are checked faster all at once, in any order of tables; and silences triggers: what they
 * would write is in the backup.
 */
export async function holdChecks(client: pg.ClientBase): Promise<Checks> {
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(`
    SELECT conrelid::regclass::text AS "table", quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
    FROM pg_constraint
    WHERE contype = 'f' AND conparentid = 0 AND connamespace = current_schema()::regnamespace ORDER BY 1, 2`)
  const { rows: triggered } = await client.query<{ table: string }>(`
    SELECT DISTINCT tgrelid::regclass::text AS "table" FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
    WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace ORDER BY 1`)

  for (const { table, name } of keys) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`)
  for (const { table } of triggered) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
  return [
    ...triggered.map(({ table }) => `ALTER TABLE ${table} ENABLE TRIGGER USER`),
    ...keys.map(({ table, name, definition }) => `ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`),
  ]
}

/** Puts it all back; throws when a row does not fit. */
export async function restoreChecks(client: pg.ClientBase, checks: Checks): Promise<void> {
  for (const statement of checks) await client.query(statement)
}
