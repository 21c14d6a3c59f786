import {
  assignConversations,
  type Client,
  claimConversation,
  closeConversation,
  declineConversation,
  deleteTeam,
  listContacts,
  listConversations,
  listMerges,
  listTeams,
  mergeContact,
  patchContact,
  patchConversation,
  patchMember,
  postContact,
  postMessage,
  postNote,
  putAssignment,
  putPresence,
  putTeamMembers,
  readConversation,
  reopenConversation,
  snoozeConversation,
  undoMerge,
  unsnoozeConversation,
} from '@fairlead/sdk'
import type { Random } from '../../scripts/demo/random.ts'
import { besideActions } from '../../server/src/testing/beside.ts'
import { listActions } from '../../server/src/testing/lists.ts'
import { settingsActions } from '../../server/src/testing/settings.ts'
import { writingActions } from '../../server/src/testing/writing.ts'
import type { Stage } from './stage.ts'

type Doing = () => Promise<unknown>

/** Everything that is done beside the browsers, by customers and by programs: one at each call, which answers what. */
export function doingsOf(stage: Stage, random: Random): () => Promise<string> {
  const { mia, ana, ben, owner, zoe, channelId } = stage
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random.between(0, items.length))]!
  const chance = () => random.isLikely(0.5)
  const word = () => `word ${Math.floor(random.between(0, 1e6))}`
  const somebody = () => pick([mia, mia, ana, ben]).person
  const any = async (views: readonly ('all' | 'waiting' | 'snoozed' | 'closed')[] = ['all', 'all', 'closed']) => {
    const { data } = await owner.client.call(listConversations, { query: { view: pick(views), limit: 15 } })
    return { id: data.length === 0 ? crypto.randomUUID() : pick(data).id }
  }
  const tools = { pick, chance, word }
  const subjects = {
    agents: [zoe],
    owner: { memberId: mia.person.memberId },
    webchat: { channelId },
    whatsapp: { channelId },
  }
  const writing = writingActions(mia.person.client, { conversation: any, random: tools })
  // The teams that are looked at stay.
  const { 'delete team': _, ...settings } = settingsActions(mia.person.client, { scene: subjects, random: tools })
  const each = (make: (client: Client) => Readonly<Record<string, Doing>>) =>
    [mia, ana, ben].map(({ person }) => make(person.client))
  const shared = [
    besideActions(mia.person.client, { conversation: any, random: tools }),
    besideActions(mia.person.client, { conversation: any, random: tools }),
    ...each((client) => listActions(client, { conversation: any, random: tools })),
    settings,
    writing,
  ]
  const often = [conversationDoings(), conversationDoings(), customerDoings(), customerDoings(), workspaceDoings()]
  const groups = [...often, ...shared].map((group) => Object.entries(group))

  return async () => {
    const [name, act] = pick(pick(groups))
    await act()
    return name
  }

  function customerDoings(): Readonly<Record<string, Doing>> {
    const customer = () => stage.system.customer(pick(stage.addresses))
    const message = (direction: 'in' | 'out') => {
      const address = pick(stage.addresses)
      const written = stage.system.chat(address).messages.filter((one) => one.direction === direction && !one.isDeleted)
      return { address, id: written.length === 0 ? 'unknown' : pick(written).id }
    }
    return {
      'customer writes': () => customer().sendText(word()),
      'customer writes again': () => customer().sendText(word()),
      'somebody new writes': () => {
        const name = word()
        return stage.system.customer(pick(['new-1', 'new-2', 'new-3']), { name }).sendText(word())
      },
      'customer edits': () => {
        const { address, id } = message('in')
        return stage.system.customer(address).edit(id, word())
      },
      'customer takes back': () => {
        const { address, id } = message('in')
        return stage.system.customer(address).remove(id)
      },
      'customer reacts': () => {
        const { address, id } = message('out')
        return stage.system.customer(address).react(id, pick(['👍', '🎉', null]))
      },
      'the business writes elsewhere': () => customer().receiveElsewhere(word()),
    }
  }

  function conversationDoings(): Readonly<Record<string, Doing>> {
    const memberId = () => pick([mia, ana, ben]).person.memberId
    const call: Client['call'] = (...given) => somebody().client.call(...given)
    return {
      reply: async () => call(postMessage, { params: await any(), body: { text: word(), clientId: word() } }),
      note: async () => call(postNote, { params: await any(), body: { text: word() } }),
      mention: async () => call(postNote, { params: await any(), body: { text: word(), mentionIds: [memberId()] } }),
      close: async () => call(closeConversation, { params: await any() }),
      reopen: async () => call(reopenConversation, { params: await any(['closed']) }),
      snooze: async () => {
        const until = new Date(Date.now() + pick([2_000, 3_600_000])).toISOString()
        return call(snoozeConversation, { params: await any(), body: { until } })
      },
      unsnooze: async () => call(unsnoozeConversation, { params: await any(['snoozed']) }),
      read: async () => call(readConversation, { params: await any() }),
      assign: async () => {
        const body = { memberId: pick([memberId(), memberId(), null]) }
        return call(putAssignment, { params: await any(), body })
      },
      transfer: async () => {
        const teams = (await owner.client.call(listTeams, {})).data
        return call(putAssignment, { params: await any(), body: { teamId: pick(teams).id } })
      },
      'assign many': async () => {
        const ids = await Promise.all([1, 2, 3].map(async () => (await any()).id))
        const body = { conversationIds: [...new Set(ids)], memberId: pick([memberId(), null]) }
        return call(assignConversations, { body })
      },
      claim: async () => call(claimConversation, { params: await any(['waiting']) }),
      decline: async () => call(declineConversation, { params: await any() }),
      'edit conversation': async () => {
        const body = pick([
          { priority: pick(['urgent', 'high', 'normal', 'low'] as const) },
          { tags: [pick(['vip', 'refund', 'late']), word()] },
          { tags: [] },
        ])
        return call(patchConversation, { params: await any(), body })
      },
    }
  }

  function workspaceDoings(): Readonly<Record<string, Doing>> {
    const { client } = mia.person
    const contact = async () => pick((await client.call(listContacts, { query: { limit: 20 } })).data)
    return {
      'edit contact': async () => {
        const body = pick([
          { name: word() },
          { tags: [pick(['vip', 'late'])] },
          { stage: pick(['lead', null]) },
          { ownerId: pick([ana, ben]).person.memberId },
          { email: `${word().replace(' ', '.')}@example.com` },
        ])
        return client.call(patchContact, { params: { id: (await contact()).id }, body })
      },
      'make contact': () => client.call(postContact, { body: { name: word() } }),
      merge: async () =>
        client.call(mergeContact, { params: { id: (await contact()).id }, body: { contactId: (await contact()).id } }),
      'undo a merge': async () => {
        for (const { id } of (await client.call(listContacts, { query: { limit: 10 } })).data) {
          const { data: merges } = await client.call(listMerges, { params: { id } })
          const [merged] = merges
          if (merged) return client.call(undoMerge, { params: { id, mergeId: merged.id } })
        }
        return null
      },
      presence: () => {
        const person = pick([mia.person, ana.person, ben.person, zoe])
        const presence = pick(['online', 'online', 'busy', 'offline'] as const)
        return person.client.call(putPresence, { params: { id: person.memberId }, body: { presence } })
      },
      'come and go': () =>
        client.call(patchMember, { params: { id: zoe.memberId }, body: { isDeactivated: chance() } }),
      'set who is in a team': async () => {
        const [support] = stage.teams
        const members = [mia, ana, ben].filter(() => random.isLikely(0.8))
        const body = { members: members.map(({ person }) => ({ memberId: person.memberId, tier: 1, weight: 1 })) }
        return client.call(putTeamMembers, { params: { id: support!.id }, body })
      },
      'delete a team': async () => {
        const { data } = await client.call(listTeams, {})
        const other = data.find(({ id }) => !stage.teams.some((team) => team.id === id))
        return other && client.call(deleteTeam, { params: { id: other.id } })
      },
    }
  }
}
