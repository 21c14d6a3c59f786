import { type Client, type Conversation, closeConversation, listContacts, listConversations } from '@fairlead/sdk'
import type { GraphEmulator } from '../emulators/graph.ts'
import type { Stage } from './workspace.ts'

const maxContacts = 2000

/** Closes what an earlier demo left open. Its customers are gone; only the owner's own are left for the owner. */
export async function closeLeftovers({ owner, agents }: Stage): Promise<void> {
  const left = (await listOpen(owner.client)).filter(({ assigneeId }) => assigneeId !== owner.memberId)
  for (const { id, assigneeId } of left) {
    const { client } = agents.find(({ memberId }) => memberId === assigneeId) ?? owner
    await client.call(closeConversation, { params: { id } })
  }
}

/**
 * Makes those known to the stand-in who wrote to an earlier one, which kept nothing: else it would refuse an answer to
 * them. To be called before the webhook is connected, so that nobody hears of it.
 */
export async function reacquaint(graph: GraphEmulator, { owner, whatsapp }: Stage): Promise<void> {
  let cursor: string | null = null
  let count = 0
  do {
    const query: { limit: number; cursor?: string } = cursor === null ? { limit: 200 } : { limit: 200, cursor }
    const page = await owner.client.call(listContacts, { query })
    for (const { name, identities } of page.data) {
      const number = identities.find(({ channelId, address }) => channelId === whatsapp.id && /^\d+$/.test(address))
      if (number) await graph.customer(number.address, { name }).sendText('(written in an earlier demo)')
    }
    count += page.data.length
    cursor = page.nextCursor
  } while (cursor !== null && count < maxContacts)
}

async function listOpen(client: Client): Promise<Conversation[]> {
  const open: Conversation[] = []
  let cursor: string | null = null
  do {
    const query: { view: 'all'; limit: number; cursor?: string } = {
      view: 'all',
      limit: 200,
      ...(cursor === null ? {} : { cursor }),
    }
    const page = await client.call(listConversations, { query })
    open.push(...page.data)
    cursor = page.nextCursor
  } while (cursor !== null)
  return open
}
