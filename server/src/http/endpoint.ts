import { type Endpoint, type Output, problem, type Role } from '@fairlead/sdk'
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { z } from 'zod'
import { AppError } from '../errors.ts'
import { isAtLeast } from '../members/role.ts'
import { withoutBadText } from '../text.ts'
import { requireShallow } from './nesting.ts'

/** Who asks: a member, by session or by API key. */
export type Caller = Readonly<{
  workspaceId: string
  memberId: string
  name: string
  role: Role
  via: 'session' | 'api_key'
  personId: string
  /** The session or the key. */
  credentialId?: string
}>

export type Env = { Variables: { requestId: string; caller: Caller | null; address: string } }
export type Api = OpenAPIHono<Env>

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined

export type Request<E extends Endpoint> = Readonly<{
  params: Parsed<E['params']>
  query: Parsed<E['query']>
  body: Parsed<E['body']>
  /** Present for every endpoint that is not public. */
  caller: E['access'] extends 'public' ? null : Caller
  c: Context<Env>
}>

export function hasRole(caller: Caller, role: Role): boolean {
  return isAtLeast(caller.role, role)
}

/** Serves an operation of the contract: checks the role, validates, answers what the contract says. */
export function serve<const E extends Endpoint>(
  api: Api,
  endpoint: E,
  handle: (request: Request<E>) => Promise<E['response'] extends z.ZodType ? Output<E> | Response : void>,
): void {
  const status = endpoint.status ?? (endpoint.response ? 200 : 204)
  const route = createRoute({
    method: endpoint.method,
    path: endpoint.path,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    security: endpoint.access === 'public' ? [] : [{ apiKey: [] }, { session: [] }],
    request: {
      ...(endpoint.params ? { params: endpoint.params } : {}),
      ...(endpoint.query ? { query: endpoint.query } : {}),
      ...(endpoint.body
        ? {
            body: {
              content: { 'application/json': { schema: endpoint.body } },
              required: !endpoint.body.safeParse(undefined).success,
            },
          }
        : {}),
    },
    responses: {
      [status]: endpoint.response
        ? { description: 'Done.', content: { 'application/json': { schema: endpoint.response } } }
        : { description: 'Done.' },
      default: { description: 'A problem.', content: { 'application/problem+json': { schema: problem } } },
    },
    middleware: async (c, next) => {
      requireAccess(c as Context<Env>, endpoint)
      if (endpoint.body && isJson(c)) requireShallow(await c.req.text())
      await next()
    },
  })

  api.openapi(route, (async (c: Context<Env>) => {
    const valid = c.req.valid.bind(c.req) as (part: string) => unknown
    const answer = await handle({
      params: endpoint.params && valid('param'),
      query: endpoint.query && valid('query'),
      body: endpoint.body && withoutBadText(valid('json')),
      caller: c.get('caller'),
      c,
    } as Request<E>)
    if (answer instanceof Response) return answer
    return answer === undefined ? c.body(null, 204) : c.json(answer, status as ContentfulStatusCode)
  }) as never)
}

function isJson(c: Context): boolean {
  return c.req.header('content-type')?.includes('json') ?? false
}

function requireAccess(c: Context<Env>, { access }: Endpoint): void {
  if (access === 'public') return
  const caller = c.get('caller')
  if (!caller) throw new AppError('unauthenticated')
  if (!hasRole(caller, access)) throw new AppError('forbidden')
}
