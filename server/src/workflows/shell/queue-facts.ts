import { type Announcement, announce, predictWait } from '@fairlead/engine'
import { type AssigningTeam, loadPolicy } from '../../assignment/policy.ts'
import type { Db, Tx } from '../../db/database.ts'
import { isUuid } from '../../db/id.ts'
import { estimateIn } from '../../expectations/eta.ts'
import { loadFacts } from '../../expectations/facts.ts'
import { loadQueueNow, type QueueNow } from '../../expectations/queue-state.ts'
import { describeWait } from '../../expectations/wording.ts'
import type { QueueFacts } from '../interpreter/world.ts'

type Asked = Readonly<{ workspaceId: string; teamId: string; conversationId: string; now: number; locale: string }>

/**
 * A team's queue as a run sees it: the wait of the conversation where it waits there already, else that of somebody who
 * comes now. Null: there is no such team any more.
 */
export async function loadQueueFacts(db: Db | Tx, asked: Asked): Promise<QueueFacts | null> {
  const { workspaceId, teamId, conversationId, now, locale } = asked
  const team = isUuid(teamId) ? await loadPolicy(db, workspaceId, teamId, now) : null
  if (team === null) return null
  const queue = await loadQueueNow(db, team, now)
  const [facts] = await loadFacts(db, workspaceId, [conversationId], now)
  const own = facts?.teamId === teamId ? estimateIn(queue, team, facts, now) : null
  const announcement = own === null ? announcementOfNewcomer(queue, team, now) : own.announcement
  const place = { timeZone: team.timeZone, locale, now }
  return {
    length: queue.length,
    online: queue.online,
    free: queue.free,
    position: own?.position ?? null,
    etaMinutes: announcement && Math.max(1, Math.ceil((announcement.latestAt - now) / 60_000)),
    etaText: announcement && describeWait(announcement, place),
  }
}

function announcementOfNewcomer(queue: QueueNow, { calendar }: AssigningTeam, now: number): Announcement | null {
  const state = queue.newcomer()
  const wait = predictWait(state)
  return wait && announce(wait, { position: state.position, quantile: queue.promiseQuantile, now, clock: calendar })
}
