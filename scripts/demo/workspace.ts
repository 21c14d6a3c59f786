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
  listSkills,
  listTeams,
  type Member,
  patchChannel,
  patchMember,
  patchWorkspace,
  postApiKey,
  postChannel,
  postInvitation,
  postSetup,
  postSkill,
  postTeam,
  putPresence,
  putTeamMembers,
  type Team,
} from '@fairlead/sdk'
import type { Colleague, Teams } from './agent.ts'
import { cast, hoursOf, policyOf, type ShopTeam, skills, teams, workspaceSettings } from './shop.ts'
import { prepareInbox } from './shop-inbox.ts'
import { prepareWorkflows } from './shop-workflows.ts'
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
  /** Those who look after key accounts. All but the last answer by themselves. */
  keyAgents: readonly Colleague[]
  teams: Teams
  webchat: Extract<Channel, { type: 'webchat' }>
  /** Where key accounts write. */
  portal: Extract<Channel, { type: 'webchat' }>
  whatsapp: Extract<Channel, { type: 'whatsapp' }>
  /** Nothing has happened in it yet. */
  isNew: boolean
}>

const keyName = 'Demo'

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

  const skillIds = await findOrMakeSkills(owner.client)
  const members = await findOrInvite(anybody, owner.client, skillIds)
  const colleagues = await Promise.all(members.map((member) => becomeColleague(url, owner.client, member)))
  const everybody = [owner, ...colleagues]
  // In this order, since each may overflow into one before it.
  const sales = await findOrMakeTeam(owner.client, 'Sales', everybody, {})
  const support = await findOrMakeTeam(owner.client, 'Support', everybody, { Sales: sales.id })
  const keyAccounts = await findOrMakeTeam(owner.client, 'Key accounts', everybody, { Support: support.id })
  if (workspace.defaultTeamId === null) {
    const body = { ...workspaceSettings, defaultTeamId: support.id }
    await owner.client.call(patchWorkspace, { body })
  }

  if (!isDone) await prepareInbox(owner.client)

  const webchat = await findOrConnectWebchat(owner.client, support.id, 'Harbour Outfitters website')
  const portal = await findOrConnectWebchat(owner.client, keyAccounts.id, 'Key accounts portal')
  const whatsapp = await findOrConnectWhatsapp(owner.client, sales.id)
  if (!isDone) {
    // Each visit there is a conversation of its own, with a decision and runs of its own.
    for (const { id } of [webchat, portal]) {
      await owner.client.call(patchChannel, { params: { id }, body: { reopenHours: 0 } })
    }
    const teamIds = { Sales: sales.id, Support: support.id, 'Key accounts': keyAccounts.id }
    await prepareWorkflows(owner.client, { teamIds, webchatId: webchat.id, whatsappId: whatsapp.id })
  }

  const keyNames = teams['Key accounts'].map(({ name }) => name)
  const isKeyAgent = ({ name }: Colleague) => keyNames.some((each) => each === name)
  const agents = colleagues.filter((colleague) => !isKeyAgent(colleague))
  const keyAgents = colleagues.filter(isKeyAgent)
  // Set with a key, it holds until it is changed: there is something to do before anybody logs in.
  for (const { client, memberId } of [owner, ...agents, ...keyAgents]) {
    // Those of the key accounts come later, so that at first nobody of the team is there.
    const presence = !isDone && keyAgents.some((each) => each.memberId === memberId) ? 'offline' : 'online'
    await client.call(putPresence, { params: { id: memberId }, body: { presence } })
  }
  const teamIds = { Sales: sales.id, Support: support.id }
  return { owner, agents, keyAgents, teams: teamIds, webchat, portal, whatsapp, isNew: !isDone }
}

async function revokeEarlierKeys(client: Client): Promise<void> {
  const { data } = await client.call(listApiKeys, {})
  for (const { id } of data.filter(({ name }) => name === keyName)) await client.call(deleteApiKey, { params: { id } })
}

async function becomeColleague(url: string, client: Client, { id, name }: Member): Promise<Colleague> {
  const { key } = await client.call(postApiKey, { body: { name: keyName, memberId: id } })
  return { memberId: id, name, client: createClient({ baseUrl: url, apiKey: key }) }
}

/** The ids of the skills, by their names. */
async function findOrMakeSkills(owner: Client): Promise<ReadonlyMap<string, string>> {
  const { data } = await owner.call(listSkills, {})
  const ids = new Map(data.map(({ name, id }) => [name, id]))
  for (const skill of skills.filter(({ name }) => !ids.has(name))) {
    ids.set(skill.name, (await owner.call(postSkill, { body: skill })).id)
  }
  return ids
}

// Whoever was deactivated, while trying that out, stays so.
async function findOrInvite(anybody: Client, owner: Client, skillIds: ReadonlyMap<string, string>): Promise<Member[]> {
  const { data: before } = await owner.call(listMembers, {})
  const { member: me } = await owner.call(getMe, {})
  const idsOf = (names: readonly string[]) => names.flatMap((name) => skillIds.get(name) ?? [])
  for (const { name, role, agentLimit, skills: known } of cast) {
    const email = emailOf(name)
    if (before.some((member) => member.email === email)) continue
    const { url } = await owner.call(postInvitation, { body: { email, role } })
    const params = { token: url.split('/').at(-1) ?? '' }
    const { memberId } = await anybody.call(acceptInvitation, { params, body: { name, password: login.password } })
    const body = { agentLimit, skillIds: idsOf(known), hours: hoursOf[name] ?? null }
    await owner.call(patchMember, { params: { id: memberId }, body })
  }
  if (before.length === 1) {
    await owner.call(patchMember, { params: { id: me.id }, body: { skillIds: idsOf(['English', 'German']) } })
  }
  const { data: after } = await owner.call(listMembers, {})
  return after.filter(({ email, isDeactivated }) => !isDeactivated && cast.some(({ name }) => emailOf(name) === email))
}

function emailOf(name: string): string {
  return `${name.toLowerCase().replaceAll(' ', '.')}@example.com`
}

async function findOrMakeTeam(
  owner: Client,
  name: ShopTeam,
  everybody: readonly Colleague[],
  idOf: Readonly<Partial<Record<ShopTeam, string>>>,
): Promise<Team> {
  const { data } = await owner.call(listTeams, {})
  const known = data.find((team) => team.name === name)
  if (known) return known

  const members = teams[name].flatMap(({ name: memberName, tier = 1, weight = 1 }) =>
    everybody.filter((each) => each.name === memberName).map(({ memberId }) => ({ memberId, tier, weight })),
  )
  const { id } = await owner.call(postTeam, { body: { name, policy: policyOf(name, idOf) } })
  return owner.call(putTeamMembers, { params: { id }, body: { members } })
}

async function findOrConnectWebchat(owner: Client, teamId: string, name: string): Promise<Stage['webchat']> {
  const { data } = await owner.call(listChannels, {})
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
