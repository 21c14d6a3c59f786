import { setTimeout as sleep } from 'node:timers/promises'
import {
  ApiError,
  cancelWorkflowRun,
  claimConversation,
  closeConversation,
  declineConversation,
  listConversationRuns,
  patchMember,
  postMessage,
  postNote,
  putAssignment,
  putPresence,
  reopenConversation,
  snoozeConversation,
  startWorkflow,
} from '@fairlead/sdk'
import type { Random } from '../../scripts/demo/random.ts'
import { count } from '../ledger.ts'
import { merge, policy, unmerge } from './manage.ts'
import { comeAndGo } from './staffing.ts'
import { type Act, held, open, pick } from './turn.ts'
import type { Worker, World } from './world.ts'

/** Agents, and an owner who manages and employs, each doing one thing after another. */
export function liveAsMembers(world: World): Promise<void>[] {
  return [
    ...world.agents.map((agent) => live(world, agent, world.random.fork(), agentsDo)),
    live(world, world.owner, world.random.fork(), ownersDo),
    comeAndGo(world),
  ]
}

async function live(world: World, me: Worker, random: Random, often: readonly (keyof typeof acts)[]): Promise<void> {
  const { ledger } = world
  for (let each = 0; !world.isOver(); each += 1) {
    await sleep(random.between(200, 1200))
    const name = random.pick(often) ?? 'reply'
    const own = random.fork()
    try {
      const deed = await acts[name]({ world, me, random: own, each })
      if (deed) ledger.deeds.push(deed)
      count(ledger, deed ? name : `${name}, nothing to do`)
    } catch (error) {
      const code = error instanceof ApiError ? `${error.problem.status} ${error.code}` : 'unanswered'
      count(ledger, `${name}, ${code}`)
    }
  }
}

const acts = {
  async reply({ me, random, each }) {
    const mine = pick(random, held(me, me.memberId))
    if (!mine) return null
    const clientId = `${me.memberId}-${each}`
    const body = { text: `Let me see. ${clientId}`, clientId }
    const { data } = await me.client.call(postMessage, { params: { id: mine.id }, body })
    return { what: 'reply', memberId: me.memberId, subjectId: mine.id, value: data[0]?.id ?? null }
  },
  async note({ me, random, each }) {
    const any = pick(random, open(me))
    if (!any) return null
    const body = { text: `Seen. ${each}`, clientId: `${me.memberId}-${each}` }
    const { id } = await me.client.call(postNote, { params: { id: any.id }, body })
    return { what: 'note', memberId: me.memberId, subjectId: any.id, value: id }
  },
  async close({ me, random }) {
    const mine = pick(random, held(me, me.memberId))
    if (!mine) return null
    await me.client.call(closeConversation, { params: { id: mine.id } })
    return { what: 'close', memberId: me.memberId, subjectId: mine.id, value: null }
  },
  async reopen({ me, random }) {
    const closed = pick(
      random,
      [...me.screen.conversations.values()].filter(({ status }) => status === 'closed'),
    )
    if (!closed) return null
    await me.client.call(reopenConversation, { params: { id: closed.id } })
    return { what: 'reopen', memberId: me.memberId, subjectId: closed.id, value: null }
  },
  async snooze({ me, random }) {
    const mine = pick(random, held(me, me.memberId))
    if (!mine) return null
    const until = new Date(Date.now() + random.between(1000, 5000)).toISOString()
    await me.client.call(snoozeConversation, { params: { id: mine.id }, body: { until } })
    return { what: 'snooze', memberId: me.memberId, subjectId: mine.id, value: null }
  },
  async claim({ me, random }) {
    const waiting = pick(
      random,
      open(me).filter(({ assigneeId }) => assigneeId === null),
    )
    if (!waiting) return null
    await me.client.call(claimConversation, { params: { id: waiting.id } })
    return { what: 'claim', memberId: me.memberId, subjectId: waiting.id, value: me.memberId }
  },
  async decline({ me, random }) {
    const mine = pick(random, held(me, me.memberId))
    if (!mine) return null
    await me.client.call(declineConversation, { params: { id: mine.id } })
    return { what: 'decline', memberId: me.memberId, subjectId: mine.id, value: null }
  },
  async assign({ world, me, random }) {
    const any = pick(random, open(me))
    const to = pick(random, world.agents)
    if (!any || !to) return null
    const body = { memberId: to.memberId }
    const { conversation } = await me.client.call(putAssignment, { params: { id: any.id }, body })
    return { what: 'assign', memberId: me.memberId, subjectId: any.id, value: conversation.assigneeId }
  },
  async transfer({ world, me, random }) {
    const any = pick(random, open(me))
    const teamId = pick(random, world.teamIds)
    if (!any || teamId === undefined) return null
    await me.client.call(putAssignment, { params: { id: any.id }, body: { teamId } })
    return null
  },
  async 'take back'({ me, random }) {
    const any = pick(
      random,
      open(me).filter(({ assigneeId }) => assigneeId !== null),
    )
    if (!any) return null
    await me.client.call(putAssignment, { params: { id: any.id }, body: { memberId: null } })
    return null
  },
  async presence({ me, random }) {
    const presence = random.pick(['online', 'online', 'online', 'busy', 'offline'] as const) ?? 'online'
    await me.client.call(putPresence, { params: { id: me.memberId }, body: { presence } })
    return { what: 'presence', memberId: me.memberId, subjectId: me.memberId, value: presence }
  },
  async limit({ world, me, random }) {
    const of = pick(random, world.agents)
    if (!of) return null
    const agentLimit = random.pick([2, 4, 6]) ?? 4
    await me.client.call(patchMember, { params: { id: of.memberId }, body: { agentLimit } })
    return { what: 'limit', memberId: me.memberId, subjectId: of.memberId, value: String(agentLimit) }
  },
  async press({ world, me, random }) {
    const any = pick(random, open(me))
    if (!any) return null
    const params = { id: any.id, workflowId: world.workflows.ids.remind }
    const { id } = await me.client.call(startWorkflow, { params, body: {} })
    return { what: 'press', memberId: me.memberId, subjectId: any.id, value: id }
  },
  async 'end run'({ me, random }) {
    const any = pick(random, open(me))
    if (!any) return null
    const { data } = await me.client.call(listConversationRuns, { params: { id: any.id } })
    const run = data.find(({ status }) => status === 'waiting')
    if (!run) return null
    await me.client.call(cancelWorkflowRun, { params: { id: run.id } })
    return { what: 'cancel', memberId: me.memberId, subjectId: any.id, value: run.id }
  },
  merge,
  unmerge,
  policy,
} as const satisfies Record<string, Act>

/** What happens often stands here several times. */
const agentsDo: readonly (keyof typeof acts)[] = [
  ...Array.from({ length: 8 }, () => 'reply' as const),
  ...Array.from({ length: 5 }, () => 'close' as const),
  'note',
  'snooze',
  'claim',
  'decline',
  'reopen',
  'presence',
  'press',
  'end run',
]
const ownersDo: readonly (keyof typeof acts)[] = [
  'assign',
  'assign',
  'transfer',
  'take back',
  'limit',
  'note',
  'reopen',
  'merge',
  'unmerge',
  'policy',
]
