import { sql } from 'kysely'
import type { ProviderTemplate } from '../channels/channel.ts'
import type { InboundAccountNews, TemplateNews } from '../channels/inbound.ts'
import type { Database } from '../db/database.ts'
import { readLog } from '../setup/testing.ts'
import { accountId } from '../testing/inbound.ts'
import type { Scene } from '../testing/scene.ts'

/** What all numbers of the tests belong to. */
const owner = '200000000000001'

/** As the provider's list has it. */
export function graphTemplate(given: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    id: '1689556908129832',
    name: 'order_update',
    language: 'en_US',
    status: 'APPROVED',
    category: 'UTILITY',
    parameter_format: 'POSITIONAL',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}' },
      { type: 'BODY', text: 'Hi {{1}}, your order is {{2}}.' },
      { type: 'FOOTER', text: 'Example Shop' },
    ],
    ...given,
  }
}

/** As an adapter reads it. */
export function providerTemplate(given: Partial<ProviderTemplate> = {}): ProviderTemplate {
  return {
    id: '1689556908129832',
    name: 'order_update',
    language: 'en_US',
    status: 'APPROVED',
    reason: null,
    category: 'UTILITY',
    quality: null,
    parameterFormat: 'positional',
    header: null,
    body: { text: 'Hi {{1}}, your order is {{2}}.', parameters: ['1', '2'] },
    footer: null,
    buttons: [],
    ...given,
  }
}

export function templateNews(
  change: TemplateNews['change'],
  { at = Date.now(), ...given }: Partial<TemplateNews> & { at?: number } = {},
): InboundAccountNews {
  const template = { owner, id: '1689556908129832', name: 'order_update', language: 'en_US', change, ...given }
  return { kind: 'account', accountId, at, news: 'template', detail: 'news of a template', template }
}

/** How often the log says that there is something new. */
export async function countChanges({ database, workspaceId }: Scene): Promise<number> {
  const log = await readLog(database, workspaceId)
  return log.filter(({ type }) => type === 'channel.templates_changed').length
}

/** In how many milliseconds a channel's templates are asked for; null: they are not. */
export async function syncIsDueIn({ pool }: Database, channelId: string): Promise<number | null> {
  const { rows } = await pool.query<{ ms: number }>(
    `SELECT extract(epoch FROM run_at - now())::float * 1000 AS ms FROM graphile_worker.jobs WHERE key = $1`,
    [`templates:${channelId}`],
  )
  return rows[0]?.ms ?? null
}

/** Takes back that they are asked for, which connecting has ordered. */
export async function forgetSync({ db }: Database, channelId: string): Promise<void> {
  await sql`SELECT graphile_worker.remove_job(${`templates:${channelId}`})`.execute(db)
}
