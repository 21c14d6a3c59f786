import { startWorkflow } from '@fairlead/sdk'
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Database } from '../db/database.ts'
import { AppError, invalidRequest } from '../errors.ts'
import { startByButton } from '../workflows/triggers/button.ts'
import { beginByHook, findHook, occasionOf } from '../workflows/triggers/hook.ts'
import { type Api, type Env, serve } from './endpoint.ts'
import type { Limits } from './limits.ts'

const maxBytes = 256 * 1024
const longestKey = 200

/** Where other systems begin workflows: each has an address of its own, which is its secret. */
export function serveWorkflowHooks(root: Api, { database, limits }: { database: Database; limits: Limits }): void {
  const limit = bodyLimit({
    maxSize: maxBytes,
    onError: () => {
      throw new AppError('body_too_large', { detail: `At most ${maxBytes / 1024} kB are taken here.` })
    },
  })
  root.post('/hooks/workflows/:id/:token', limit, async (c) => {
    const hook = await findHook(database.db, c.req.param('id'), c.req.param('token'))
    if (!hook) {
      await limits.badWebhook(c)
      throw new AppError('not_found', { detail: 'There is no such address. Copy it from the workflow.' })
    }
    await limits.workflowHook(hook.id)
    const text = await c.req.text()
    const occasion = occasionOf(keyOf(c), text)
    const body = parse(text)
    return c.json(await database.transact((tx) => beginByHook(tx, { hook, body, occasion })), 202)
  })
}

/** Workflows that members start from a conversation. */
export function serveWorkflowButtons(api: Api, { database }: { database: Database }): void {
  serve(api, startWorkflow, ({ params: { id: conversationId, workflowId }, body: { answers }, caller }) => {
    const { workspaceId } = caller
    return database.transact((tx) => startByButton(tx, { workspaceId, conversationId, workflowId, answers }))
  })
}

function keyOf(c: Context<Env>): string | undefined {
  const key = c.req.header('idempotency-key')
  if (key === undefined || key.length <= longestKey) return key
  throw invalidRequest([{ path: 'Idempotency-Key', message: `must have at most ${longestKey} characters` }])
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new AppError('malformed_json', { cause })
  }
}
