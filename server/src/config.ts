import { resolve } from 'node:path'
import { z } from 'zod'
import type { ProviderName } from './channels/channel.ts'
import type { Keep } from './retention/keep.ts'

export type Role = 'web' | 'worker'

export type Config = Readonly<{
  port: number
  /** The address to listen on; null is every one. */
  host: string | null
  /** The address people and providers use, without a slash at the end. */
  publicUrl: string
  dataDir: string
  /** Null: the embedded PostgreSQL in the data folder. */
  databaseUrl: string | null
  /** Null: generated once and kept in the data folder. */
  secret: string | null
  roles: readonly Role[]
  allowPrivateNetwork: boolean
  /** How many proxies stand in front and add to `X-Forwarded-For`. */
  trustedProxies: number
  logLevel: string
  /** From 0, the quickest, to 11, the smallest. */
  brotliQuality: number
  /** `token`: what a reader of `/metrics` shows; null: only this machine reads. `port`: one more door, for those alone. */
  metrics: Readonly<{ token: string | null; port: number | null }>
  /** Null: no traces, and nothing of OpenTelemetry is loaded. */
  traces: Readonly<{ url: string; serviceName: string; share: number }> | null
  keep: Keep
  providers: Readonly<Record<ProviderName, string>>
}>

export class ConfigError extends Error {}

const httpUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''))
const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1')

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  FAIRLEAD_DATA_DIR: z.string().min(1).default('data'),
  FAIRLEAD_SECRET: z.string().min(32).optional(),
  FAIRLEAD_PUBLIC_URL: httpUrl.optional(),
  FAIRLEAD_ROLES: z.string().default('web,worker'),
  FAIRLEAD_ALLOW_PRIVATE_NETWORK: flag.default(false),
  FAIRLEAD_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  FAIRLEAD_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  FAIRLEAD_BROTLI_QUALITY: z.coerce.number().int().min(0).max(11).default(11),
  FAIRLEAD_METRICS_TOKEN: z.string().min(16).optional(),
  FAIRLEAD_METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  // Named as every program that speaks OpenTelemetry names them.
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
  OTEL_SERVICE_NAME: z.string().min(1).default('fairlead'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  FAIRLEAD_KEEP_EVENTS_MONTHS: z.coerce.number().int().min(1).max(1200).optional(),
  // A week, and a month: assignment and predictions look back themselves.
  FAIRLEAD_KEEP_DECISIONS_DAYS: z.coerce.number().int().min(7).max(36_500).optional(),
  FAIRLEAD_KEEP_WAITS_DAYS: z.coerce.number().int().min(30).max(36_500).optional(),
  FAIRLEAD_KEEP_RUNS_DAYS: z.coerce.number().int().min(7).max(36_500).optional(),
  FAIRLEAD_META_URL: httpUrl.default('https://graph.facebook.com'),
  FAIRLEAD_INSTAGRAM_URL: httpUrl.default('https://graph.instagram.com'),
  FAIRLEAD_TELEGRAM_URL: httpUrl.default('https://api.telegram.org'),
  FAIRLEAD_TWILIO_URL: httpUrl.default('https://api.twilio.com'),
  FAIRLEAD_LINE_URL: httpUrl.default('https://api.line.me'),
  FAIRLEAD_LINE_DATA_URL: httpUrl.default('https://api-data.line.me'),
  FAIRLEAD_TIKTOK_URL: httpUrl.default('https://business-api.tiktok.com'),
})

/**
 * Reads the environment, once. Nothing else in the server looks at it.
 *
 * @throws {ConfigError} naming every variable that is wrong and what it should be.
 */
export function readConfig(variables: NodeJS.ProcessEnv, argv: readonly string[] = []): Config {
  const present = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(present)
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'))
  }

  const env = parsed.data
  const argument = argv.find((value) => value.startsWith('--roles='))?.slice('--roles='.length)
  return {
    port: env.PORT,
    host: env.HOST ?? null,
    publicUrl: env.FAIRLEAD_PUBLIC_URL ?? `http://localhost:${env.PORT}`,
    dataDir: resolve(env.FAIRLEAD_DATA_DIR),
    databaseUrl: env.DATABASE_URL ?? null,
    secret: env.FAIRLEAD_SECRET ?? null,
    roles: readRoles(argument ?? env.FAIRLEAD_ROLES),
    allowPrivateNetwork: env.FAIRLEAD_ALLOW_PRIVATE_NETWORK,
    trustedProxies: env.FAIRLEAD_TRUSTED_PROXIES,
    logLevel: env.FAIRLEAD_LOG_LEVEL,
    brotliQuality: env.FAIRLEAD_BROTLI_QUALITY,
    metrics: { token: env.FAIRLEAD_METRICS_TOKEN ?? null, port: env.FAIRLEAD_METRICS_PORT ?? null },
    traces: env.OTEL_EXPORTER_OTLP_ENDPOINT
      ? {
          url: `${env.OTEL_EXPORTER_OTLP_ENDPOINT}/v1/traces`,
          serviceName: env.OTEL_SERVICE_NAME,
          share: env.OTEL_TRACES_SAMPLER_ARG,
        }
      : null,
    keep: {
      eventsMonths: env.FAIRLEAD_KEEP_EVENTS_MONTHS ?? null,
      decisionsDays: env.FAIRLEAD_KEEP_DECISIONS_DAYS ?? null,
      waitsDays: env.FAIRLEAD_KEEP_WAITS_DAYS ?? null,
      runsDays: env.FAIRLEAD_KEEP_RUNS_DAYS ?? null,
    },
    providers: {
      meta: env.FAIRLEAD_META_URL,
      instagram: env.FAIRLEAD_INSTAGRAM_URL,
      telegram: env.FAIRLEAD_TELEGRAM_URL,
      twilio: env.FAIRLEAD_TWILIO_URL,
      line: env.FAIRLEAD_LINE_URL,
      line_data: env.FAIRLEAD_LINE_DATA_URL,
      tiktok: env.FAIRLEAD_TIKTOK_URL,
    },
  }
}

function readRoles(value: string): Role[] {
  const roles = value.split(',').map((role) => role.trim())
  const parsed = z
    .array(z.enum(['web', 'worker']))
    .min(1)
    .safeParse(roles)
  if (!parsed.success) throw new ConfigError(`FAIRLEAD_ROLES: "${value}" is not a list of "web" and "worker"`)
  return parsed.data
}
