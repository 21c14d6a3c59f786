import type { Conversation, Message, Policy, Presence, Team } from '@fairlead/sdk'
import { Secrets } from '../auth/secrets.ts'
import { connectChannel } from '../channels/connect.ts'
import type { InboundEvent } from '../channels/inbound.ts'
import { loadConversations } from '../conversations/present.ts'
import { receive } from '../conversations/receive.ts'
import type { Database, Tx } from '../db/database.ts'
import type { Caller } from '../http/endpoint.ts'
import { makeApiKey } from '../members/api-keys.ts'
import { choosePresence } from '../members/presence.ts'
import { loadMessages } from '../messages/present.ts'
import { addMember, makeWorkspace } from '../setup/testing.ts'
import { makeTeam } from '../teams/make.ts'
import { changeWorkspace } from '../workspace/change.ts'
import { accountId } from './inbound.ts'

export const secret = 'a secret of the tests, long enough to be one'
export const secrets = new Secrets(secret)

type Place = Readonly<{ workspaceId: string; channelId: string }>

/** A workspace at work: its default team of agents who are online, a web chat and a WhatsApp number. */
export type Scene = Readonly<{
  database: Database
  workspaceId: string
  owner: Caller
  agents: readonly Caller[]
  team: Team
  webchat: Place
  whatsapp: Place
}>

type Wishes = Readonly<{
  agents?: readonly string[]
  presence?: Presence
  policy?: Partial<Policy>
  /** Of every agent, by the workspace. */
  agentLimit?: number
}>

export async function setScene(database: Database, wishes: Wishes = {}): Promise<Scene> {
  const { agents: names = ['Ana Agent', 'Ben Agent'], presence = 'online', policy = {}, agentLimit } = wishes
  const { id: workspaceId, owner } = await makeWorkspace(database)
  const actor = { type: 'member', id: owner.memberId } as const
  const agents: Caller[] = []
  for (const name of names) agents.push(await addMember(database, workspaceId, { name, role: 'agent' }))

  const { team, webchat, whatsapp } = await database.transact(async (tx) => {
    const memberIds = agents.map(({ memberId }) => memberId)
    const team = await makeTeam(tx, { workspaceId, actor, given: { name: 'Support', policy, memberIds } })
    const given = { defaultTeamId: team.id, ...(agentLimit === undefined ? {} : { agentLimit }) }
    await changeWorkspace(tx, { workspaceId, actor, given })
    return { team, ...(await connectBoth(tx, { workspaceId, actor })) }
  })
  const scene = {
    database,
    workspaceId,
    owner,
    agents,
    team,
    webchat: { workspaceId, channelId: webchat },
    whatsapp: { workspaceId, channelId: whatsapp },
  }
  for (const agent of agents) await choose(scene, agent, presence)
  return scene
}

/** As a program sets it: it holds until it is changed. */
export async function choose({ database }: Pick<Scene, 'database'>, agent: Caller, presence: Presence): Promise<void> {
  const { workspaceId, memberId } = agent
  const actor = { type: 'member', id: memberId } as const
  await database.transact((tx) =>
    choosePresence(tx, { workspaceId, memberId, presence, actor, lease: 'until_changed' }),
  )
}

/** A key that acts as the member. */
export async function apiKeyOf({ database }: Pick<Scene, 'database'>, caller: Caller): Promise<string> {
  const { workspaceId, memberId, role } = caller
  const { key } = await database.transact((tx) =>
    makeApiKey(tx, { workspaceId, by: { id: memberId, role }, memberId, name: 'test' }),
  )
  return key
}

/** Everything in one webhook of the WhatsApp number. Answers how many messages were new. */
export async function bring({ database, whatsapp }: Scene, ...events: InboundEvent[]): Promise<number> {
  const { count } = await database.transact((tx) => receive(tx, [{ ...whatsapp, events }]))
  return count
}

/** All conversations of the workspace, the oldest first. */
export async function allConversations({ database, workspaceId }: Scene): Promise<Conversation[]> {
  const ids = await idsOf(database, 'conversation', workspaceId)
  return loadConversations(database.db, workspaceId, ids)
}

/** All messages of the workspace, the oldest first. */
export async function allMessages({ database, workspaceId }: Scene): Promise<Message[]> {
  return loadMessages(database.db, workspaceId, await idsOf(database, 'message', workspaceId))
}

/** The only conversation there is. */
export async function onlyConversation(scene: Scene): Promise<Conversation> {
  const [conversation, second] = await allConversations(scene)
  if (!conversation || second) throw new Error('There is not exactly one conversation.')
  return conversation
}

async function connectBoth(tx: Tx, context: { workspaceId: string; actor: { type: 'member'; id: string } }) {
  const connecting = { ...context, secrets, publicUrl: 'http://localhost:3000' }
  const webchat = await connectChannel(tx, connecting, {
    type: 'webchat',
    name: 'Website',
    teamId: null,
    settings: { title: 'Example Shop', greeting: '', color: '#2f5d8a', trustedOrigins: [], requireIdentity: false },
    secrets: {},
  })
  const whatsapp = await connectChannel(tx, connecting, {
    type: 'whatsapp',
    name: 'Phone',
    teamId: null,
    settings: { phoneNumberId: accountId, businessAccountId: '200000000000001', displayPhoneNumber: '15550100001' },
    secrets: { accessToken: 'token', appSecret: 'app secret' },
  })
  return { webchat: webchat.id, whatsapp: whatsapp.id }
}

async function idsOf({ db }: Database, table: 'conversation' | 'message', workspaceId: string): Promise<string[]> {
  const rows = await db.selectFrom(table).select('id').where('workspace_id', '=', workspaceId).orderBy('id').execute()
  return rows.map(({ id }) => id)
}
