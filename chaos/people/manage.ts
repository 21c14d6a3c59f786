import { listMerges, listTeams, mergeContact, putPolicy, undoMerge } from '@fairlead/sdk'
import { type Act, pick } from './turn.ts'

/** Says of two contacts, whoever they are and wherever they write from, that they are the same person. */
export const merge: Act = async ({ me, random }) => {
  const ids = [...new Set([...me.screen.conversations.values()].map(({ contact }) => contact.id))]
  const [id, contactId] = random.shuffled(ids)
  if (id === undefined || contactId === undefined) return null
  await me.client.call(mergeContact, { params: { id }, body: { contactId } })
  return { what: 'merge', memberId: me.memberId, subjectId: id, value: contactId }
}

export const unmerge: Act = async ({ me, random }) => {
  const { client, screen } = me
  const ids = [...new Set([...screen.conversations.values()].map(({ contact }) => contact.id))]
  for (const id of random.shuffled(ids)) {
    const [last] = (await client.call(listMerges, { params: { id } })).data
    if (last === undefined) continue
    const { id: again } = await client.call(undoMerge, { params: { id, mergeId: last.id } })
    return { what: 'unmerge', memberId: me.memberId, subjectId: again, value: null }
  }
  return null
}

export const policy: Act = async ({ me, random }) => {
  const team = pick(random, (await me.client.call(listTeams, {})).data)
  if (!team) return null
  const strategy = random.pick(['round_robin', 'least_open', 'most_free', 'weighted'] as const)
  const body = { ...team.policy, strategy, agentLimit: random.pick([2, 3, 4, 6]) }
  const { policyVersion } = await me.client.call(putPolicy, { params: { id: team.id }, body })
  return { what: 'policy', memberId: me.memberId, subjectId: team.id, value: String(policyVersion) }
}
