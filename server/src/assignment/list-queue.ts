import { type Decision, decide } from '@fairlead/engine'
import type { listQueue as contract, Output } from '@fairlead/sdk'
import { loadConversations } from '../conversations/present.ts'
import { now as readClock } from '../db/clock.ts'
import type { Db } from '../db/database.ts'
import { found } from '../errors.ts'
import { openPromisesOf } from '../expectations/open-promises.ts'
import { loadAgents, namesOf } from './agents.ts'
import { loadPolicy } from './policy.ts'
import { sentencesOf } from './record.ts'
import { toSnapshot } from './snapshot.ts'
import { countWaiting, readBehind, readHead } from './waiting.ts'

type Place = Readonly<{ workspaceId: string; teamId: string; limit: number }>

/**
 * The first of a team's queue as people read it. The engine is asked as things stand, so that what is said of a
 * conversation is true now, and not what was last recorded; nothing is written.
 */
export async function listQueue(db: Db, { workspaceId, teamId, limit }: Place): Promise<Output<typeof contract>> {
  const now = readClock()
  const team = found(await loadPolicy(db, workspaceId, teamId, now))
  const head = await readHead(db, team, limit)
  // Whose deadline is near is served first, however far back they stand.
  const behind = head.length < limit ? [] : await readBehind(db, team, { head, now })
  const waiting = [...head, ...behind]
  const agents = await loadAgents(db, team, { now, channelIds: [...new Set(waiting.map((each) => each.channelId))] })
  const snapshot = toSnapshot(team, now, agents, waiting)
  const decisions = decide(snapshot).slice(0, limit)
  const names = await namesOf(db, workspaceId, agents, decisions)
  const sentences = sentencesOf({ team, trigger: '', agents, snapshot, waiting, decisions, names })
  const ids = decisions.map(({ conversationId }) => conversationId)
  const conversations = new Map((await loadConversations(db, workspaceId, ids)).map((each) => [each.id, each]))
  const byId = new Map(waiting.map((each) => [each.conversationId, each]))
  const promises = await openPromisesOf(db, workspaceId, ids)
  const isOpen = team.calendar.isOpen(now)

  return {
    data: decisions.flatMap((decision, index) => {
      const id = decision.conversationId
      const conversation = conversations.get(id)
      const each = byId.get(id)
      if (!conversation || !each) return []
      return [
        {
          conversation,
          position: index + 1,
          score: decision.score,
          waitingSince: new Date(each.waitingSince).toISOString(),
          deadlineAt: each.deadlineAt === null ? null : new Date(each.deadlineAt).toISOString(),
          heldFor: heldFor(decision),
          // Whom somebody could take is being given at this moment.
          sentence: decision.kind === 'queued' ? (sentences.get(id)?.sentence ?? null) : null,
          words: decision.kind === 'queued' ? (sentences.get(id)?.words ?? []) : [],
          promise: promises.get(id) ?? null,
        },
      ]
    }),
    total: await countWaiting(db, team),
    isOpen,
    opensAt: isOpen ? null : toIso(team.calendar.nextOpening(now)),
  }
}

function heldFor({ preferred }: Decision): { memberId: string; until: string | null } | null {
  const held = preferred.find(({ outcome }) => outcome === 'waited_for')
  return held === undefined ? null : { memberId: held.agentId, until: toIso(held.until) }
}

function toIso(at: Date | number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
