import { domainToASCII } from 'node:url'
import {
  acceptInvitation,
  type Client,
  createClient,
  getMe,
  type Language,
  postApiKey,
  postChannel,
  postInvitation,
  postSetup,
  postTeam,
  putPresence,
  type Team,
} from '@fairlead/sdk'
import type { ExampleSystem } from '../../scripts/emulators/example-system.ts'

const password = 'an invented pass phrase'

export type Person = Readonly<{ memberId: string; email: string; password: string; apiKey: string; client: Client }>

/** Sets an installation up as the wizard does, and answers with the owner and an API key's client of theirs. */
export async function setUp(url: string, language: Language = 'en'): Promise<Person> {
  const email = 'olga.owner@example.com'
  const publicClient = createClient({ baseUrl: url })
  const { memberId } = await publicClient.call(postSetup, {
    body: { workspaceName: 'Harbour Outfitters', name: 'Olga Owner', email, password, language },
  })
  const apiKey = await makeApiKey(url, email)
  return { memberId, email, password, apiKey, client: createClient({ baseUrl: url, apiKey }) }
}

/** Invites a person, accepts for them, and answers with a client of their own. */
export async function addAgent(url: string, owner: Person, name: string): Promise<Person> {
  const email = `${domainToASCII(name.toLowerCase().replaceAll(' ', '.'))}@example.com`
  const invitation = await owner.client.call(postInvitation, { body: { email, role: 'agent' } })
  const token = invitation.url.split('/').at(-1) ?? ''
  const { memberId } = await createClient({ baseUrl: url }).call(acceptInvitation, {
    params: { token },
    body: { name, password },
  })
  const { key } = await owner.client.call(postApiKey, { body: { name: 'e2e', memberId } })
  return { memberId, email, password, apiKey: key, client: createClient({ baseUrl: url, apiKey: key }) }
}

export async function goOnline({ client, memberId }: Person): Promise<void> {
  await client.call(putPresence, { params: { id: memberId }, body: { presence: 'online' } })
}

export async function makeTeam(
  { client }: Person,
  members: readonly Person[],
  policy: Partial<Team['policy']> = {},
  name = 'Support',
): Promise<Team> {
  return client.call(postTeam, {
    body: { name, policy, memberIds: members.map(({ memberId }) => memberId) },
  })
}

export const meta = {
  phoneNumberId: '106540352242922',
  businessAccountId: '104996122399160',
  accessToken: 'an-invented-token',
  appSecret: 'an-invented-app-secret',
} as const

export async function connectWhatsapp({ client }: Person, teamId: string) {
  return client.call(postChannel, {
    body: {
      type: 'whatsapp',
      name: 'WhatsApp',
      teamId,
      settings: { phoneNumberId: meta.phoneNumberId, businessAccountId: meta.businessAccountId },
      secrets: { accessToken: meta.accessToken, appSecret: meta.appSecret },
    },
  })
}

/** Another system of the company is a channel: it is told where to write, and signs with what it is given. */
export async function connectSystem({ client }: Person, teamId: string, system: ExampleSystem): Promise<void> {
  const channel = await client.call(postChannel, {
    body: { type: 'api', name: 'Shop chat', teamId, settings: { url: system.messagesUrl } },
  })
  if (channel.type !== 'api' || !channel.webhookUrl || !channel.signingSecret) throw new Error('no channel')
  system.connect({ webhookUrl: channel.webhookUrl, signingSecret: channel.signingSecret })
}

async function makeApiKey(url: string, email: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  if (!answer.ok) throw new Error(`cannot sign in: ${await answer.text()}`)
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const session = createClient({
    baseUrl: url,
    fetch: (input, init) => {
      const headers = new Headers(init?.headers)
      headers.set('cookie', cookie)
      return fetch(input, { ...init, headers })
    },
  })
  await session.call(getMe, {})
  const { key } = await session.call(postApiKey, { body: { name: 'e2e' } })
  return key
}
