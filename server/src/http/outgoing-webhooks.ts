import {
  deleteWebhook,
  getWebhookDelivery,
  listWebhookDeliveries,
  listWebhooks,
  patchWebhook,
  postWebhook,
  replayFailedDeliveries,
  replayWebhookDelivery,
  rotateWebhookSecret,
  testWebhook,
} from '@fairlead/sdk'
import type { Database } from '../db/database.ts'
import type { Providers } from '../providers/providers.ts'
import { bodyOf } from '../webhooks/body.ts'
import * as change from '../webhooks/change.ts'
import { findDelivery, listDeliveries } from '../webhooks/deliveries.ts'
import { makeWebhook } from '../webhooks/make.ts'
import { ping } from '../webhooks/ping.ts'
import * as webhooks from '../webhooks/present.ts'
import { replayDelivery, replayFailed } from '../webhooks/replay.ts'
import { actorOf } from './actor.ts'
import { type Api, type Caller, serve } from './endpoint.ts'

/** Other systems that are told of what happens here. What providers tell us comes in by `webhooks.ts`. */
export function serveOutgoingWebhooks(
  api: Api,
  {
    database,
    providers,
  }: { database: Database; providers: Pick<Providers, 'fetch' | 'secrets' | 'allowPrivateNetwork'> },
): void {
  serve(api, listWebhooks, async ({ caller }) => ({
    data: await webhooks.listWebhooks(database.db, caller.workspaceId),
  }))

  serve(api, postWebhook, ({ body: given, caller }) =>
    database.transact((tx) => makeWebhook(tx, providers, { ...asked(caller), given })),
  )

  serve(api, patchWebhook, ({ params: { id }, body: given, caller }) =>
    database.transact((tx) => change.changeWebhook(tx, providers, { ...asked(caller), id, given })),
  )

  serve(api, deleteWebhook, async ({ params: { id }, caller }) => {
    await database.transact((tx) => change.deleteWebhook(tx, { ...asked(caller), id }))
  })

  serve(api, rotateWebhookSecret, async ({ params: { id }, caller }) => ({
    secret: await database.transact((tx) => change.rotateSecret(tx, providers, { ...asked(caller), id })),
  }))

  serve(api, testWebhook, async ({ params: { id }, caller: { workspaceId, memberId } }) => {
    const { status, answer, ms } = await ping(database.db, providers, { workspaceId, id, memberId })
    return { status, answer, ms }
  })

  serve(api, replayFailedDeliveries, async ({ params: { id }, caller: { workspaceId } }) => ({
    count: await database.transact((tx) => replayFailed(tx, { workspaceId, id })),
  }))

  serve(api, listWebhookDeliveries, async ({ params: { id }, query, caller: { workspaceId } }) => {
    await webhooks.findWebhook(database.db, workspaceId, id)
    return listDeliveries(database.db, { ...query, workspaceId, webhookId: id })
  })

  serve(api, getWebhookDelivery, async ({ params: { id }, caller: { workspaceId } }) => {
    const delivery = await findDelivery(database.db, workspaceId, id)
    return { delivery, body: await bodyOf(database.db, { workspaceId, id, sequence: delivery.sequence }) }
  })

  serve(api, replayWebhookDelivery, ({ params: { id }, caller: { workspaceId } }) =>
    database.transact((tx) => replayDelivery(tx, { workspaceId, id })),
  )
}

function asked(caller: Caller) {
  return { workspaceId: caller.workspaceId, actor: actorOf(caller) }
}
