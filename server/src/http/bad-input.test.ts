/**
 * Every field of every setting is given, one at a time, what nobody should send. The answer is that it is done, or what
 * does not fit and where: never a fault of ours.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { postContact, postSkill, postTeam } from '@fairlead/sdk'
import { clientOf, openApp, type TestApp } from '../testing/app.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { apiKeyOf, bring, onlyConversation, setScene } from '../testing/scene.ts'

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
type Request = Readonly<{ method: string; path: string; body: Json }>

const odd: readonly Json[] = [
  null,
  true,
  -1,
  0,
  0.5,
  1e308,
  2 ** 53,
  '',
  ' x',
  '\0',
  '\ud800',
  '{{',
  '{% for a in (1..1000000000) %}{% endfor %}',
  '__proto__',
  '24:00',
  'y'.repeat(5000),
  '00000000-0000-0000-0000-000000000000',
  [],
  [null],
  [[]],
  {},
  { constructor: 1 },
]

let app: TestApp
let key: string
let requests: Readonly<Record<string, Request>>

before(async () => {
  app = await openApp()
  const scene = await setScene(app.database)
  key = await apiKeyOf(scene, scene.owner)
  const client = await clientOf(app, scene.owner)
  const skill = await client.call(postSkill, { body: { name: 'German', language: 'de' } })
  const sales = await client.call(postTeam, { body: { name: 'Sales' } })
  const contact = await client.call(postContact, { body: { name: 'Cora Customer' } })
  await bring(scene, inboundMessage())
  await app.queues.settled()
  const { id } = await onlyConversation(scene)

  const { memberId } = scene.agents[0]!
  const text = { defaultLocale: 'en', texts: { en: 'Hello {{ contact_name }}' }, everyHours: 1 }
  const policy: Json = {
    strategy: 'weighted',
    onlineOnly: true,
    assignWhenBusy: false,
    agentLimit: 5,
    manualCountsAsTurn: true,
    owner: { waitMinutes: 5, overLimit: 'exceed' },
    previous: { waitMinutes: 5, overLimit: 'respect' },
    matchLanguage: true,
    skillRelaxMinutes: 10,
    pace: { max: 5, minutes: 10 },
    wrapUpMinutes: 1,
    firstReplyMinutes: 30,
    deadlineNearMinutes: 10,
    hours,
    outsideHours: 'wait',
    overflow: { teamId: sales.id, afterMinutes: 10, longerThan: 5, whenNobodyOnline: true },
    noAnswerMinutes: 10,
    busyAfterMisses: 2,
    whenOffline: 'keep',
    autoCloseMinutes: 60,
    messages: { assigned: text, away: null, overCapacity: null, queueUpdate: null, expectedReply: 'soon' },
  }
  requests = {
    'a policy': { method: 'PUT', path: `/teams/${scene.team.id}/policy`, body: policy },
    'a team': { method: 'POST', path: '/teams', body: { name: 'X', policy: { agentLimit: 1 }, memberIds: [memberId] } },
    'who is in a team': {
      method: 'PUT',
      path: `/teams/${scene.team.id}/members`,
      body: { members: [{ memberId, tier: 1, weight: 1 }] },
    },
    'the workspace': {
      method: 'PATCH',
      path: '/workspace',
      body: {
        name: 'Example Shop',
        defaultTeamId: scene.team.id,
        agentLimit: 5,
        reopenHours: 24,
        hours: null,
        idleMinutes: 5,
        countsSnoozed: true,
        boosts: { urgent: 1440, high: 60, normal: 0, low: -60 },
        stages: ['lead', 'vip'],
        priorityRules: [{ priority: 'high', tags: ['gold'], stages: ['vip'], hasOwner: true }],
      },
    },
    'a member': {
      method: 'PATCH',
      path: `/members/${memberId}`,
      body: { name: 'Ana Agent', agentLimit: 5, isExcluded: false, skillIds: [skill.id], hours: null },
    },
    'a skill': { method: 'PATCH', path: `/skills/${skill.id}`, body: { name: 'German', language: 'de' } },
    'a contact': {
      method: 'PATCH',
      path: `/contacts/${contact.id}`,
      body: { name: 'Cora', ownerId: memberId, stage: 'vip', tags: ['gold'], fields: { plan: 'gold' }, locale: 'de' },
    },
    'a channel': {
      method: 'PATCH',
      path: `/channels/${scene.webchat.channelId}`,
      body: { name: 'Site', weight: 1, agentLimit: 5, reopenHours: 24, teamId: sales.id },
    },
    'a conversation': {
      method: 'PATCH',
      path: `/conversations/${id}`,
      body: { priority: 'high', tags: ['gold'], skillIds: [skill.id] },
    },
    'an assignment': { method: 'PUT', path: `/conversations/${id}/assignment`, body: { memberId, teamId: sales.id } },
    'many assignments': {
      method: 'POST',
      path: '/conversations/assignments',
      body: { conversationIds: [id], memberId, teamId: sales.id },
    },
  }
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

const day: Json = [{ from: '09:00', to: '17:00', isNextDay: false }]
const hours: Json = {
  timeZone: 'Europe/Berlin',
  week: { monday: day, tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] },
  exceptions: [{ date: '2026-12-24', intervals: day, name: 'Short' }],
  holidays: { country: 'DE', region: 'BY' },
}

for (const name of [
  'a policy',
  'a team',
  'who is in a team',
  'the workspace',
  'a member',
  'a skill',
  'a contact',
  'a channel',
  'a conversation',
  'an assignment',
  'many assignments',
]) {
  test(`${name}, with each field as it should not be`, async () => {
    const request = requests[name]!
    assert.ok((await send(request)).status < 300, JSON.stringify((await send(request)).body))

    for (const path of placesIn(request.body)) {
      for (const value of odd) {
        const { status, body } = await send({ ...request, body: withAt(request.body, path, value) })
        const what = `${path.join('.')}: ${JSON.stringify(value).slice(0, 60)} was answered ${JSON.stringify(body)}`
        assert.ok(status < 500, what)
        if (body.code === 'invalid_request') assert.ok(body.errors?.[0] !== undefined, what)
      }
    }
  })
}

async function send({ method, path, body }: Request) {
  const response = await app.fetch(
    new Request(`http://localhost/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  )
  return {
    status: response.status,
    body: (await response.json()) as { code?: string; errors?: readonly { path: string; message: string }[] },
  }
}

/** Every place within, and what is around it, too. */
function placesIn(value: Json): string[][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => [[key], ...placesIn(part).map((path) => [key, ...path])])
}

function withAt(value: Json, [key, ...rest]: readonly string[], given: Json): Json {
  if (key === undefined) return given
  const change = (part: Json | undefined) => withAt(part ?? null, rest, given)
  if (Array.isArray(value)) return value.map((part: Json, index) => (String(index) === key ? change(part) : part))
  const object = value as { readonly [key: string]: Json }
  return { ...object, [key]: change(object[key]) }
}
