import {
  assignConversations,
  claimConversation,
  closeConversation,
  countConversations,
  declineConversation,
  getConversation,
  getConversationByNumber,
  listCandidates,
  listConversations,
  listDecisions,
  listQueue,
  patchConversation,
  postTyping,
  putAssignment,
  readConversation,
  reopenConversation,
  replayDecision,
  snoozeConversation,
  unsnoozeConversation,
} from '@fairlead/sdk'
import type { Logger } from 'pino'
import { assignMany } from '../assignment/assign-many.ts'
import * as candidates from '../assignment/candidates.ts'
import * as decisions from '../assignment/decisions.ts'
import * as declining from '../assignment/decline.ts'
import * as queue from '../assignment/list-queue.ts'
import * as manual from '../assignment/manual.ts'
import * as replaying from '../assignment/replay.ts'
import { editConversation, markRead } from '../conversations/change.ts'
import * as closing from '../conversations/close.ts'
import * as lists from '../conversations/list.ts'
import { loadByNumber, loadConversation } from '../conversations/present.ts'
import { signalTyping } from '../conversations/signal.ts'
import * as snoozing from '../conversations/snooze.ts'
import type { Database } from '../db/database.ts'
import { found } from '../errors.ts'
import { seeMentions } from '../mentions/mention.ts'
import type { Providers } from '../providers/providers.ts'
import { type Api, type Caller, serve } from './endpoint.ts'
import type { Limits } from './limits.ts'

type Parts = Readonly<{ database: Database; providers: Providers; limits: Limits; log: Logger }>

export function serveConversations(api: Api, { database, providers, limits, log }: Parts): void {
  const { db } = database

  serve(api, countConversations, ({ caller }) => lists.countConversations(db, caller))
  serve(api, listConversations, ({ caller, query }) => lists.listConversations(db, caller, query))
  serve(api, getConversation, async ({ caller, params }) =>
    found(await loadConversation(db, caller.workspaceId, params.id)),
  )
  serve(api, getConversationByNumber, async ({ caller, params }) =>
    found(await loadByNumber(db, caller.workspaceId, params.number)),
  )
  serve(api, patchConversation, ({ caller, params, body }) =>
    database.transact((tx) => editConversation(tx, { ...subject(caller, params), ...body })),
  )
  serve(api, readConversation, ({ caller, params }) =>
    database.transact(async (tx) => {
      const conversation = await markRead(tx, subject(caller, params))
      await seeMentions(tx, { ...caller, ...params })
      return conversation
    }),
  )

  serve(api, postTyping, async ({ caller: { workspaceId }, params: { id } }) => {
    found(await loadConversation(db, workspaceId, id))
    // Nobody waits for it, and nobody misses it.
    if (!(await limits.mayTellTyping(id))) return
    signalTyping(db, providers, { workspaceId, id }).then(
      (failure) => failure && log.debug({ conversationId: id, code: failure.code }, 'typing was not told'),
      (error: unknown) => log.debug({ err: error, conversationId: id }, 'typing was not told'),
    )
  })

  serve(api, closeConversation, ({ caller, params, body }) =>
    database.transact((tx) => closing.closeConversation(tx, { ...subject(caller, params), closing: body ?? {} })),
  )
  serve(api, reopenConversation, ({ caller, params }) =>
    database.transact((tx) => closing.reopenConversation(tx, subject(caller, params))),
  )
  serve(api, snoozeConversation, ({ caller, params, body }) =>
    database.transact((tx) =>
      snoozing.snoozeConversation(tx, { ...subject(caller, params), until: new Date(body.until) }),
    ),
  )
  serve(api, unsnoozeConversation, ({ caller, params }) =>
    database.transact((tx) => snoozing.unsnoozeConversation(tx, { ...subject(caller, params), by: 'member' })),
  )

  serve(api, putAssignment, ({ caller, params, body }) =>
    database.transact((tx) => manual.assignManually(tx, { ...subject(caller, params), ...body })),
  )
  serve(api, claimConversation, ({ caller, params }) =>
    database.transact((tx) => manual.claimConversation(tx, { ...subject(caller, params), memberId: caller.memberId })),
  )
  serve(api, declineConversation, ({ caller, params }) =>
    database.transact((tx) =>
      declining.declineConversation(tx, { workspaceId: caller.workspaceId, memberId: caller.memberId, id: params.id }),
    ),
  )
  serve(api, assignConversations, ({ caller, body }) =>
    assignMany(database, {
      ...body,
      workspaceId: caller.workspaceId,
      actor: { type: 'member', id: caller.memberId },
    }),
  )
  serve(api, listDecisions, async ({ caller, params }) => {
    found(await loadConversation(db, caller.workspaceId, params.id))
    return { data: await decisions.listDecisions(db, caller.workspaceId, params.id) }
  })
  serve(api, replayDecision, ({ caller, params }) =>
    replaying.replayDecision(db, { workspaceId: caller.workspaceId, id: params.id }),
  )
  serve(api, listCandidates, async ({ caller, params, query }) => ({
    data: await candidates.listCandidates(db, {
      workspaceId: caller.workspaceId,
      teamId: params.id,
      conversationId: query.conversationId,
    }),
  }))
  serve(api, listQueue, ({ caller, params, query }) =>
    queue.listQueue(db, { workspaceId: caller.workspaceId, teamId: params.id, limit: query.limit }),
  )
}

function subject({ workspaceId, memberId }: Caller, { id }: { id: string }) {
  return { workspaceId, id, actor: { type: 'member', id: memberId } as const }
}
