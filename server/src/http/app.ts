import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { requestId } from 'hono/request-id'
import { secureHeaders } from 'hono/secure-headers'
import type { Logger } from 'pino'
import type { People } from '../auth/people.ts'
import type { Config } from '../config.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { LiveEvents } from '../events/live.ts'
import type { Intake } from '../intake/intake.ts'
import { KnownChannels } from '../intake/known-channels.ts'
import type { Connections } from '../members/connections.ts'
import type { Providers } from '../providers/providers.ts'
import { serveActivity } from './activity.ts'
import { addressOf } from './address.ts'
import { serveApiKeys } from './api-keys.ts'
import { serveAvatars } from './avatars.ts'
import { findCaller, refuseCrossSite } from './caller.ts'
import { serveChannels } from './channels.ts'
import { serveClosing } from './closing.ts'
import { compressJson } from './compress.ts'
import { serveContactNotes } from './contact-notes.ts'
import { serveContacts } from './contacts.ts'
import { serveConversations } from './conversations.ts'
import { serveDocs } from './docs.ts'
import { serveDrafts } from './drafts.ts'
import type { Api, Env } from './endpoint.ts'
import { serveEvents } from './events.ts'
import { serveExpectations } from './expectations.ts'
import { serveFields } from './fields.ts'
import { type Health, serveHealth } from './health.ts'
import { serveHours } from './hours.ts'
import { idempotency } from './idempotency.ts'
import { serveInvitations } from './invitations.ts'
import { Limits } from './limits.ts'
import { serveMacros } from './macros.ts'
import { serveMail } from './mail.ts'
import { serveManyConversations } from './many-conversations.ts'
import { serveMe } from './me.ts'
import { serveMedia } from './media.ts'
import { serveMembers } from './members.ts'
import { serveMessages } from './messages.ts'
import { serveOutgoingWebhooks } from './outgoing-webhooks.ts'
import { servePages } from './pages.ts'
import { servePreferences } from './preferences.ts'
import { invalidRequest, toProblem } from './problem.ts'
import { servePush } from './push.ts'
import { serveReports } from './reports.ts'
import { serveScheduledMessages } from './scheduled-messages.ts'
import { serveSearch } from './search.ts'
import { serveSessions } from './sessions.ts'
import { serveSetup } from './setup.ts'
import { serveSkills } from './skills.ts'
import { serveSnippets } from './snippets.ts'
import type { StaticFiles } from './static.ts'
import { serveTags } from './tags.ts'
import { serveTeams } from './teams.ts'
import { serveTemplates } from './templates.ts'
import { traceRequests } from './trace-requests.ts'
import { serveViewers } from './viewers.ts'
import { serveViews } from './views.ts'
import { serveWebchat } from './webchat.ts'
import { serveWebhooks } from './webhooks.ts'
import { serveWorkflowButtons, serveWorkflowHooks } from './workflow-hooks.ts'
import { serveWorkflowRuns } from './workflow-runs.ts'
import { serveWorkflowTemplates } from './workflow-templates.ts'
import { serveWorkflows } from './workflows.ts'
import { serveWorkspace } from './workspace.ts'

const maxJsonBytes = 2 * 1024 * 1024

export type HttpParts = Readonly<{
  config: Config
  database: Database
  people: People
  providers: Providers
  live: LiveEvents
  connections: Connections
  intake: Intake
  files: StaticFiles
  health: Health
  log: Logger
}>

/** Every door of the server. */
export function createHttp(parts: HttpParts): Api {
  const { config, database, people, providers, intake, files, health, log } = parts
  const limits = new Limits(database.pool)
  const root = newApi(log)

  root.use(requestId({ limitLength: 64 }))
  root.use(traceRequests)
  root.use(async (c, next) => {
    c.set('address', addressOf(c, config.trustedProxies))
    c.set('caller', null)
    const from = performance.now()
    await next()
    health.observe(c, performance.now() - from, log)
  })
  // Who comes while we go is still served, and told to knock elsewhere the next time.
  root.use(async (c, next) => {
    await next()
    if (health.isDraining) c.header('connection', 'close')
  })
  // Providers are no browsers, and come by the thousands.
  const { publicUrl } = providers
  const known = new KnownChannels(database.db, providers)
  serveWebhooks(root, { known, intake, storage: providers.storage, limits, log, publicUrl })
  serveWorkflowHooks(root, { database, limits })
  root.use(
    secureHeaders({
      // The widget's frame stands in pages of others, and says itself in which.
      xFrameOptions: false,
      crossOriginResourcePolicy: false,
      crossOriginOpenerPolicy: 'same-origin',
      referrerPolicy: 'strict-origin-when-cross-origin',
      strictTransportSecurity: config.publicUrl.startsWith('https:') ? 'max-age=31536000' : false,
    }),
  )
  serveHealth(root, health)
  serveMedia(root, { db: database.db, providers })
  root.use('/webchat/*', limitJson())
  serveWebchat(root, { ...parts, secrets: providers.secrets, storage: providers.storage, limits })
  root.use('/api/*', limitJson())
  root.use('/api/*', compressJson())
  serveSessions(root, { people, limits })

  const api = newApi(log)
  api.use(async (c, next) => {
    refuseCrossSite(c)
    const caller = await findCaller(c, database.db, people)
    c.set('caller', caller)
    if (caller?.via === 'session' && isDoneByHand(c)) await parts.connections.noteActivity(caller)
    await next()
  })
  api.use(idempotency(database, providers.secrets))
  serveSetup(api, { database, people })
  serveMe(api, { database })
  serveActivity(api, parts)
  serveWorkspace(api, { database })
  serveMembers(api, { database })
  serveInvitations(api, { database, people, limits, publicUrl: config.publicUrl })
  serveApiKeys(api, { database })
  serveTeams(api, { database })
  serveExpectations(api, { database })
  serveReports(api, { database })
  serveSkills(api, { database })
  serveHours(api)
  serveChannels(api, { database, providers, publicUrl: config.publicUrl, log })
  serveTemplates(api, { database, providers })
  serveContacts(api, { database })
  serveTags(api, { database })
  serveAvatars(api, { db: database.db, storage: providers.storage })
  serveContactNotes(api, { database })
  serveFields(api, { database })
  serveClosing(api, { database })
  serveMacros(api, { database })
  serveViews(api, { database })
  serveManyConversations(api, { database })
  serveConversations(api, { database, providers, limits, log })
  serveDrafts(api, { database })
  serveSnippets(api, { database })
  serveScheduledMessages(api, { database })
  serveWorkflowButtons(api, { database })
  serveMessages(api, { database, storage: providers.storage })
  serveViewers(api, { database })
  serveMail(api, { database, storage: providers.storage })
  serveOutgoingWebhooks(api, { database, providers })
  serveWorkflowTemplates(api, { database })
  serveWorkflows(api, { database, providers })
  serveSearch(api, { database })
  servePreferences(api, { database })
  servePush(api, { database, providers })
  serveWorkflowRuns(api, { database })
  serveEvents(api, parts)
  root.route('/api/v1', api)
  serveDocs(root, api, config)

  servePages(root, files)
  return root
}

function newApi(log: Logger): Api {
  const api = new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw invalidRequest(result.error.issues)
    },
  })
  api.onError((error, c) => toProblem(error, c, log))
  api.notFound((c) => toProblem(new AppError('not_found'), c, log))
  return api
}

// An open page says by itself that it was read, and looked at, and fetches; whatever else changes something, a person did.
function isDoneByHand(c: Context<Env>): boolean {
  return !['GET', 'HEAD', 'OPTIONS'].includes(c.req.method) && !/\/(?:read|viewing)$/.test(c.req.path)
}

// Files are limited where they are read, each by its own rule.
function limitJson() {
  const limit = bodyLimit({
    maxSize: maxJsonBytes,
    onError: () => {
      throw new AppError('body_too_large')
    },
  })
  return (async (c, next) =>
    c.req.header('content-type')?.startsWith('multipart/') ? next() : limit(c, next)) satisfies typeof limit
}
