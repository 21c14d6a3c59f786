import { inspect } from 'node:util'
import {
  ApiError,
  assignConversations,
  type Client,
  type Conversation,
  claimConversation,
  closeConversation,
  createClient,
  declineConversation,
  listContacts,
  listConversations,
  listTeams,
  mergeContact,
  type Output,
  type Policy,
  patchChannel,
  patchContact,
  patchConversation,
  patchMember,
  patchWorkspace,
  postMessage,
  postNote,
  putAssignment,
  putPolicy,
  putPresence,
  putTeamMembers,
  reopenConversation,
  snoozeConversation,
} from '@fairlead/sdk'
import type { Random } from '../../scripts/demo/random.ts'
import { sendWebhook, textWebhook } from './whatsapp-webhook.ts'
import type { Person } from './workspace.ts'

/** How long connections to a server that was killed may still break. */
const cutsForMs = 30_000

/** One of several servers, which may be killed and come back. */
export type Place = { url: string; isDown: boolean; killedAt: number }

export type Day = Readonly<{
  places: readonly Place[]
  owner: Person
  agents: readonly Person[]
  teamIds: readonly [string, string]
  channelId: string
  customers: readonly string[]
  /** What policies are changed to. */
  policies: readonly Partial<Policy>[]
  /** The provider's ids of messages that were answered with 200. */
  accepted: Set<string>
  /** How often what was done, refused, or cut off by a kill. */
  tally: Map<string, number>
}>

/** How much was done so far, with or without success. */
export function countDone({ tally }: Day): number {
  return [...tally.values()].reduce((sum, each) => sum + each, 0)
}

/**
 * Does one thing after another, each through one of the servers, until it is told to stop. While settings stay as they
 * are, every limit can be held against every assignment.
 */
export async function liveThrough(
  day: Day,
  random: Random,
  { isOver, keepsSettings }: { isOver: () => boolean; keepsSettings: boolean },
): Promise<void> {
  const possible = names.filter((name) => !keepsSettings || !settings.has(name))
  while (!isOver()) {
    const place = random.pick(day.places.filter(({ isDown }) => !isDown))
    if (place === undefined) throw new Error('no server is left')
    const name = random.pick(possible) ?? 'write'
    try {
      await actions[name]({
        day,
        random,
        pick: <T>(items: readonly T[]) => random.pick(items)!,
        place,
        as: ({ apiKey }) => createClient({ baseUrl: place.url, apiKey }),
      })
      count(day, name)
    } catch (error) {
      const isRefused = error instanceof ApiError && error.problem.status < 500
      const isCut = !(error instanceof ApiError) && day.places.some(({ killedAt }) => Date.now() - killedAt < cutsForMs)
      if (!isRefused && !isCut) throw new Error(`${name} at ${place.url}: ${inspect(error, { depth: 5 })}`)
      count(day, isCut ? 'cut' : 'refused')
    }
  }
}

type Turn = Readonly<{
  day: Day
  random: Random
  /** One of some that are there. */
  pick: <T>(items: readonly T[]) => T
  place: Place
  as: (person: Person) => Client
}>

const actions = {
  async write({ day, random, pick, place }: Turn) {
    const from = pick(day.customers)
    const id = `wamid.${Math.floor(random.between(0, 1e12))}`
    const webhook = textWebhook({ from, id, text: `Question ${id.slice(-4)}` })
    // The provider says it again until it is taken, and now and then although it was, to whoever answers.
    const others = random.isLikely(0.2) ? day.places.filter(({ isDown }) => !isDown) : []
    const sent = await Promise.all([place, ...others].map(({ url }) => sendWebhook(url, day.channelId, webhook)))
    if (!sent.some((status) => status !== null)) {
      const { url } = day.places.find(({ isDown }) => !isDown) ?? place
      sent.push(await sendWebhook(url, day.channelId, webhook))
    }
    const wrong = sent.filter((status) => status !== 200 && status !== null)
    if (wrong.length > 0) throw new Error(`a webhook was answered with ${wrong}`)
    if (sent.includes(200)) day.accepted.add(id)
  },
  async reply(turn: Turn) {
    const held = await anyHeld(turn)
    if (!held) return
    await turn
      .as(held.holder)
      .call(postMessage, { params: held.params, body: { text: 'Let me look that up for you.' } })
  },
  async note(turn: Turn) {
    await turn.as(turn.day.owner).call(postNote, { params: await any(turn), body: { text: 'Seen.' } })
  },
  async close(turn: Turn) {
    await turn.as(turn.day.owner).call(closeConversation, { params: await any(turn) })
  },
  async reopen(turn: Turn) {
    await turn.as(turn.day.owner).call(reopenConversation, { params: await any(turn, 'closed') })
  },
  async snooze(turn: Turn) {
    const until = new Date(Date.now() + turn.random.between(500, 3000)).toISOString()
    await turn.as(turn.day.owner).call(snoozeConversation, { params: await any(turn), body: { until } })
  },
  async decline(turn: Turn) {
    const held = await anyHeld(turn)
    if (held) await turn.as(held.holder).call(declineConversation, { params: held.params })
  },
  async 'claim, two at once'(turn: Turn) {
    const params = await any(turn, 'waiting')
    const [one, other] = turn.random.shuffled(turn.day.agents)
    if (!one || !other) return
    const claims = await Promise.allSettled(
      [one, other].map((person, index) => {
        const { url } = turn.day.places.filter(({ isDown }) => !isDown)[index] ?? turn.place
        return createClient({ baseUrl: url, apiKey: person.apiKey }).call(claimConversation, { params })
      }),
    )
    // Both may, when somebody takes it back in between; whether one took it from the other the log tells.
    for (const claim of claims) if (claim.status === 'rejected') throw claim.reason
  },
  async assign(turn: Turn) {
    const memberId = turn.pick([anybody(turn).memberId, anybody(turn).memberId, null])
    await turn.as(turn.day.owner).call(putAssignment, { params: await any(turn), body: { memberId } })
  },
  async transfer(turn: Turn) {
    const teamId = turn.pick(turn.day.teamIds)
    const body = turn.random.isLikely(0.7) ? { teamId } : { teamId, memberId: anybody(turn).memberId }
    await turn.as(turn.day.owner).call(putAssignment, { params: await any(turn), body })
  },
  async 'assign many'(turn: Turn) {
    const some = turn.random.shuffled(await list(turn, 'all')).slice(0, 4)
    if (some.length === 0) return
    const wish = turn.pick([
      { memberId: anybody(turn).memberId },
      { memberId: null },
      { teamId: turn.pick(turn.day.teamIds) },
    ])
    const conversationIds = some.map(({ id }) => id)
    await turn.as(turn.day.owner).call(assignConversations, { body: { conversationIds, ...wish } })
  },
  async 'choose presence'(turn: Turn) {
    const person = anybody(turn)
    const presence = turn.pick(['online', 'online', 'online', 'busy', 'offline'] as const)
    await turn.as(person).call(putPresence, { params: { id: person.memberId }, body: { presence } })
  },
  async 'edit member'(turn: Turn) {
    const body = turn.pick([
      { agentLimit: turn.pick([null, 2, 4, 6]) },
      { isExcluded: turn.random.isLikely(0.2) },
      { isDeactivated: turn.random.isLikely(0.2) },
      { isDeactivated: false },
    ])
    await turn.as(turn.day.owner).call(patchMember, { params: { id: anybody(turn).memberId }, body })
  },
  async 'edit team'(turn: Turn) {
    const client = turn.as(turn.day.owner)
    const { data } = await client.call(listTeams, {})
    const team = turn.random.pick(data)
    if (!team) return
    const members = team.members.map(({ memberId }) => ({
      memberId,
      tier: turn.pick([1, 1, 2]),
      weight: turn.pick([0.5, 1, 3]),
    }))
    await client.call(putTeamMembers, { params: { id: team.id }, body: { members } })
  },
  async 'edit policy'(turn: Turn) {
    const client = turn.as(turn.day.owner)
    const { data } = await client.call(listTeams, {})
    const team = turn.random.pick(data)
    if (!team) return
    const change = turn.pick(turn.day.policies)
    await client.call(putPolicy, { params: { id: team.id }, body: { ...team.policy, ...change } })
  },
  async 'edit workspace'(turn: Turn) {
    const body = turn.pick([
      { agentLimit: turn.pick([4, 6, null]) },
      { countsSnoozed: turn.random.isLikely(0.5) },
      { boosts: { urgent: 1440, high: turn.pick([0, 60]), normal: 0, low: -60 } },
    ])
    await turn.as(turn.day.owner).call(patchWorkspace, { body })
  },
  async 'edit channel'(turn: Turn) {
    const body = turn.pick([{ weight: turn.pick([0.5, 1, 1.5]) }, { agentLimit: turn.pick([null, 5]) }])
    await turn.as(turn.day.owner).call(patchChannel, { params: { id: turn.day.channelId }, body })
  },
  async 'edit conversation'(turn: Turn) {
    const body = { priority: turn.pick(['urgent', 'high', 'normal', 'low'] as const) }
    await turn.as(turn.day.owner).call(patchConversation, { params: await any(turn), body })
  },
  async 'edit contact'(turn: Turn) {
    const [contact] = await twoContacts(turn)
    const body = turn.pick([{ ownerId: anybody(turn).memberId }, { ownerId: null }, { locale: 'de' }])
    if (contact) await turn.as(turn.day.owner).call(patchContact, { params: { id: contact.id }, body })
  },
  async merge(turn: Turn) {
    const [contact, same] = await twoContacts(turn)
    if (!contact || !same) return
    const body = { contactId: same.id }
    await turn.as(turn.day.owner).call(mergeContact, { params: { id: contact.id }, body })
  },
} as const satisfies Readonly<Record<string, (turn: Turn) => Promise<void>>>

type Name = keyof typeof actions

/** What happens often stands here several times. */
const often: readonly Name[] = [
  'write',
  'write',
  'write',
  'write',
  'write',
  'write',
  'reply',
  'reply',
  'reply',
  'close',
  'close',
  'close',
  'choose presence',
]
const names = [...(Object.keys(actions) as Name[]), ...often]

const settings: ReadonlySet<Name> = new Set(['edit team', 'edit policy', 'edit workspace', 'edit channel'])

function count({ tally }: Day, what: string): void {
  tally.set(what, (tally.get(what) ?? 0) + 1)
}

function anybody({ day, pick }: Turn): Person {
  return pick(day.agents)
}

async function list(
  { day, as }: Turn,
  view: 'all' | 'waiting' | 'closed',
): Promise<Output<typeof listConversations>['data']> {
  return (await as(day.owner).call(listConversations, { query: { view, limit: 100 } })).data
}

async function any(turn: Turn, view: 'all' | 'waiting' | 'closed' = 'all'): Promise<{ id: string }> {
  return { id: turn.random.pick(await list(turn, view))?.id ?? crypto.randomUUID() }
}

async function anyHeld(turn: Turn): Promise<{ params: { id: string }; holder: Person } | null> {
  const held = (await list(turn, 'all')).filter(({ assigneeId }: Conversation) => assigneeId !== null)
  const conversation = turn.random.pick(held)
  const holder = turn.day.agents.find(({ memberId }) => memberId === conversation?.assigneeId)
  return conversation && holder ? { params: { id: conversation.id }, holder } : null
}

async function twoContacts({ day, random, as }: Turn) {
  return random.shuffled((await as(day.owner).call(listContacts, { query: { limit: 100 } })).data)
}
