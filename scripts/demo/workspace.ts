import {
  acceptInvitation,
  type Channel,
  type Client,
  createClient,
  deleteApiKey,
  getMe,
  getSetup,
  listApiKeys,
  listChannels,
  listMembers,
  listTeams,
  type Member,
  type Policy,
  patchChannel,
  patchMember,
  patchWorkspace,
  postApiKey,
  postChannel,
  postInvitation,
  postSetup,
  postTeam,
  putPresence,
  type Team,
} from '@fairlead/sdk'
import type { Colleague, Teams } from './agent.ts'
import type { TeamName } from './dialogue.ts'
import { signIn } from './sign-in.ts'

/** Known to everybody, which is why the demo stays on this machine. All members have the same password. */
export const login = { email: 'olga.owner@example.com', password: 'ahoy-harbour' } as const

/** The account at the provider's stand-in. */
export const whatsappAccount = {
  phoneNumberId: '100000000000001',
  businessAccountId: '200000000000001',
  accessToken: 'emulated-access-token',
  appSecret: 'emulated-app-secret',
} as const

export type Stage = Readonly<{
  /** The person who logs in. */
  owner: Colleague
  /** Those who answer by themselves. */
  agents: readonly Colleague[]
  teams: Teams
  webchat: Extract<Channel, { type: 'webchat' }>
  whatsapp: Extract<Channel, { type: 'whatsapp' }>
}>

const keyName = 'Demo'

// With limits of their own, so that a rush fills them and somebody has to wait.
const cast = [
  { name: 'Ana Alvarez', role: 'manager', agentLimit: 3, teams: ['Sales'] },
  { name: 'Ben Bauer', role: 'agent', agentLimit: 3, teams: ['Sales'] },
  { name: 'Chi Chen', role: 'agent', agentLimit: 3, teams: ['Sales', 'Support'] },
  { name: 'Dao Dinh', role: 'agent', agentLimit: 2, teams: ['Support'] },
  { name: 'Eve Evans', role: 'agent', agentLimit: 2, teams: ['Support'] },
] as const

const policies: Readonly<Record<TeamName, Policy>> = {
  // Leads go round evenly, whoever is there.
  Sales: { strategy: 'round_robin', onlineOnly: false, assignWhenBusy: true, agentLimit: null },
  Support: { strategy: 'least_open', onlineOnly: true, assignWhenBusy: false, agentLimit: 8 },
}

/**
 * Makes the demo's workspace through the API, or finds it as it was left: what exists is not changed.
 * @throws {Refusal} when the login does not work there.
 */
export async function prepareWorkspace(url: string): Promise<Stage> {
  const anybody = createClient({ baseUrl: url })
  const { isDone } = await anybody.call(getSetup, {})
  if (!isDone) {
    await anybody.call(postSetup, { body: { workspaceName: 'Harbour Outfitters', name: 'Olga Owner', ...login } })
  }
  const session = await signIn(url, login)
  const { member: me, workspace } = await session.call(getMe, {})
  await revokeEarlierKeys(session)
  const owner = await becomeColleague(url, session, me)

  const members = await findOrInvite(anybody, owner.client)
  const agents = await Promise.all(members.map((member) => becomeColleague(url, owner.client, member)))
  const sales = await findOrMakeTeam(owner, 'Sales', members)
  const support = await findOrMakeTeam(owner, 'Support', members)
  if (workspace.defaultTeamId === null) {
    await owner.client.call(patchWorkspace, { body: { defaultTeamId: support.id } })
  }

  const webchat = await findOrConnectWebchat(owner.client, support.id)
  const whatsapp = await findOrConnectWhatsapp(owner.client, sales.id)
  // Set with a key, it holds until it is changed: there is something to do before anybody logs in.
  for (const { client, memberId } of [owner, ...agents]) {
    await client.call(putPresence, { params: { id: memberId }, body: { presence: 'online' } })
  }
  return { owner, agents, teams: { Sales: sales.id, Support: support.id }, webchat, whatsapp }
}

async function revokeEarlierKeys(client: Client): Promise<void> {
  const { data } = await client.call(listApiKeys, {})
  for (const { id } of data.filter(({ name }) => name === keyName)) await client.call(deleteApiKey, { params: { id } })
}

async function becomeColleague(url: string, client: Client, { id, name }: Member): Promise<Colleague> {
  const { key } = await client.call(postApiKey, { body: { name: keyName, memberId: id } })
  return { memberId: id, name, client: createClient({ baseUrl: url, apiKey: key }) }
}

// Whoever was deactivated, while trying that out, stays so.
async function findOrInvite(anybody: Client, owner: Client): Promise<Member[]> {
  const { data: before } = await owner.call(listMembers, {})
  for (const { name, role, agentLimit } of cast) {
    const email = emailOf(name)
    if (before.some((member) => member.email === email)) continue
    const { url } = await owner.call(postInvitation, { body: { email, role } })
    const params = { token: url.split('/').at(-1) ?? '' }
    const { memberId } = await anybody.call(acceptInvitation, { params, body: { name, password: login.password } })
    await owner.call(patchMember, { params: { id: memberId }, body: { agentLimit } })
  }
  const { data: after } = await owner.call(listMembers, {})
  return after.filter(({ email, isDeactivated }) => !isDeactivated && cast.some(({ name }) => emailOf(name) === email))
}

function emailOf(name: string): string {
  return `${name.toLowerCase().replaceAll(' ', '.')}@example.com`
}

async function findOrMakeTeam(owner: Colleague, name: TeamName, members: readonly Member[]): Promise<Team> {
  const { data } = await owner.client.call(listTeams, {})
  const emails = cast.filter(({ teams }) => teams.some((team) => team === name)).map((member) => emailOf(member.name))
  const memberIds = members.filter(({ email }) => emails.includes(email)).map(({ id }) => id)
  // Who logs in gets something to do, though not without end: this team has a limit.
  if (name === 'Support') memberIds.push(owner.memberId)

  const body = { name, policy: policies[name], memberIds }
  return data.find((team) => team.name === name) ?? (await owner.client.call(postTeam, { body }))
}

async function findOrConnectWebchat(owner: Client, teamId: string): Promise<Stage['webchat']> {
  const { data } = await owner.call(listChannels, {})
  const name = 'Harbour Outfitters website'
  const settings = { title: 'Harbour Outfitters', greeting: 'Ahoy! What can we do for you?', color: '#1f6f78' }
  const channel =
    data.find((candidate) => candidate.type === 'webchat' && candidate.name === name) ??
    (await owner.call(postChannel, { body: { type: 'webchat', name, teamId, settings } }))
  if (channel.type !== 'webchat') throw new Error('the channel is no web chat')
  return channel
}

async function findOrConnectWhatsapp(owner: Client, teamId: string): Promise<Stage['whatsapp']> {
  const { phoneNumberId, businessAccountId, ...secrets } = whatsappAccount
  const { data } = await owner.call(listChannels, {})
  const known = data.find(
    (candidate) => candidate.type === 'whatsapp' && candidate.settings.phoneNumberId === phoneNumberId,
  )
  const settings = { phoneNumberId, businessAccountId, displayPhoneNumber: '+1 555 010 0001' }
  const channel = known
    ? // The stand-in's secrets may have been replaced while trying things out, and the channel be broken since.
      await owner.call(patchChannel, { params: { id: known.id }, body: { secrets } })
    : await owner.call(postChannel, {
        body: { type: 'whatsapp', name: 'Harbour Outfitters WhatsApp', teamId, settings, secrets },
      })
  if (channel.type !== 'whatsapp') throw new Error('the channel is no WhatsApp number')
  return channel
}
