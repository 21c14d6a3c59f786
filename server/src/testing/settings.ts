import {
  type Client,
  deleteInvitation,
  deleteSkill,
  deleteTeam,
  deleteWebhook,
  type Hours,
  type Input,
  listInvitations,
  listPolicies,
  listSkills,
  listTeams,
  listWebhooks,
  patchChannel,
  patchMember,
  patchSkill,
  patchTeam,
  patchWebhook,
  patchWorkspace,
  policyPresets,
  postInvitation,
  postSkill,
  postTeam,
  postWebhook,
  putPolicy,
  putTeamMembers,
  restorePolicy,
} from '@fairlead/sdk'

type Random = Readonly<{
  pick: <T>(items: readonly T[]) => T
  chance: () => boolean
  word: () => string
}>

type Member = Readonly<{ memberId: string }>
type Place = Readonly<{ channelId: string }>

/** Whose settings are changed; a scene is one. */
type Subjects = Readonly<{ agents: readonly Member[]; owner: Member; webchat: Place; whatsapp: Place }>

type PolicyGiven = Input<typeof putPolicy>['body']

/** Every setting that managers change, each changed to something chosen at random. */
export function settingsActions(
  client: Client,
  { scene, random: { pick, chance, word } }: { scene: Subjects; random: Random },
): Readonly<Record<string, () => Promise<unknown>>> {
  const { agents, owner } = scene
  const member = () => pick([...agents, owner]).memberId
  const team = async () => ({ id: pick((await client.call(listTeams, {})).data).id })
  const anyOf = (data: readonly { id: string }[]) => ({ id: data.length === 0 ? crypto.randomUUID() : pick(data).id })
  const skill = async () => anyOf((await client.call(listSkills, {})).data)
  const hours = (): Hours | null => pick([null, workingHours])

  return {
    async 'edit member'() {
      const body = pick([
        { agentLimit: pick([0, 1, 5, null]) },
        { name: word() },
        { isExcluded: chance() },
        { hours: hours() },
        { skillIds: chance() ? [] : [(await skill()).id] },
      ])
      await client.call(patchMember, { params: { id: member() }, body })
    },
    async 'deactivate or reactivate'() {
      const isDeactivated = pick([true, false, false])
      await client.call(patchMember, { params: { id: pick(agents).memberId }, body: { isDeactivated } })
    },
    async 'make skill'() {
      await client.call(postSkill, { body: { name: word(), language: pick([null, null, 'en', 'de']) } })
    },
    async 'edit skill'() {
      const body = pick([{ name: word() }, { language: pick([null, 'de']) }])
      await client.call(patchSkill, { params: await skill(), body })
    },
    async 'delete skill'() {
      await client.call(deleteSkill, { params: await skill() })
    },
    async 'make team'() {
      const policy = pick([{}, ...Object.values(policyPresets)])
      await client.call(postTeam, { body: { name: word(), memberIds: [member()], policy } })
    },
    async 'edit team'() {
      await client.call(patchTeam, { params: await team(), body: { name: word() } })
    },
    async 'set team members'() {
      const members = agents
        .filter(chance)
        .map(({ memberId }) => ({ memberId, tier: pick([1, 2]), weight: pick([0.5, 1, 3]) }))
      await client.call(putTeamMembers, { params: await team(), body: { members } })
    },
    async 'change policy'() {
      const body = policy((await team()).id)
      await client.call(putPolicy, { params: await team(), body })
    },
    async 'restore policy'() {
      const { id } = await team()
      const { data } = await client.call(listPolicies, { params: { id } })
      await client.call(restorePolicy, { params: { id, version: pick(data).version } })
    },
    async 'delete team'() {
      await client.call(deleteTeam, { params: await team() })
    },
    async invite() {
      await client.call(postInvitation, { body: { email: `${crypto.randomUUID()}@example.com`, role: 'agent' } })
    },
    async 'take back an invitation'() {
      const { data } = await client.call(listInvitations, {})
      await client.call(deleteInvitation, { params: anyOf(data) })
    },
    async 'make webhook'() {
      await client.call(postWebhook, { body: { name: word(), url: 'https://hooks.example.com/a' } })
    },
    async 'edit webhook'() {
      const { data } = await client.call(listWebhooks, {})
      await client.call(patchWebhook, { params: anyOf(data), body: pick([{ name: word() }, { isActive: chance() }]) })
    },
    async 'delete webhook'() {
      const { data } = await client.call(listWebhooks, {})
      await client.call(deleteWebhook, { params: anyOf(data) })
    },
    async 'edit channel'() {
      const body = { weight: pick([0, 0.5, 1, 2]), agentLimit: pick([null, 0, 3]), reopenHours: pick([null, 0, 24]) }
      await client.call(patchChannel, { params: { id: pick([scene.webchat, scene.whatsapp]).channelId }, body })
    },
    async 'edit workspace'() {
      const body = pick([
        { agentLimit: pick([1, 10, null]) },
        { reopenHours: pick([0, 48]) },
        { name: word() },
        { hours: hours() },
        { idleMinutes: pick([null, 5]), countsSnoozed: chance() },
        { boosts: { urgent: pick([0, 1440]), high: 60, normal: pick([0, 10]), low: -60 } },
        {
          stages: pick([
            ['lead', 'customer', 'vip'],
            ['vip', 'lead'],
            ['lead', word()],
          ]),
        },
        { priorityRules: pick([[], [{ priority: 'urgent' as const, tags: ['vip'], stages: ['vip'] }]]) },
        { priorityRules: [{ priority: 'high' as const, hasOwner: true }] },
      ])
      await client.call(patchWorkspace, { body })
    },
  }

  function policy(otherTeamId: string): PolicyGiven {
    return {
      strategy: pick(['round_robin', 'least_open', 'most_free', 'weighted', 'manual']),
      onlineOnly: chance(),
      assignWhenBusy: chance(),
      agentLimit: pick([null, null, 2]),
      manualCountsAsTurn: chance(),
      owner: pick([null, { waitMinutes: pick([0, 5]), overLimit: pick(['respect', 'exceed']) }]),
      previous: pick([null, { waitMinutes: pick([0, 5]), overLimit: pick(['respect', 'exceed']) }]),
      matchLanguage: chance(),
      skillRelaxMinutes: pick([null, 1]),
      pace: pick([null, { max: 2, minutes: 1 }]),
      wrapUpMinutes: pick([0, 1]),
      firstReplyMinutes: pick([null, 30]),
      hours: hours(),
      outsideHours: pick(['wait', 'assign', 'overflow']),
      overflow: pick([
        null,
        { teamId: otherTeamId, afterMinutes: null, longerThan: pick([0, 3]), whenNobodyOnline: chance() },
        { teamId: null, afterMinutes: 5, longerThan: 0, whenNobodyOnline: true },
      ]),
      noAnswerMinutes: pick([null, 1]),
      busyAfterMisses: pick([null, 1]),
      whenOffline: pick(['keep', 'reassign_unanswered', 'reassign_all', 'reassign_on_next_message']),
      autoCloseMinutes: pick([null, 30]),
      messages: pick([
        {},
        {
          assigned: { defaultLocale: 'en', texts: { en: 'Hello from {{ agent_name }}.' }, everyHours: pick([0, 1]) },
          away: { defaultLocale: 'en', texts: { en: 'We open {{ reopens_at }}.' }, everyHours: 0 },
          overCapacity: { defaultLocale: 'en', texts: { en: 'You are number {{ position }}.' }, everyHours: 0 },
          queueUpdate: { defaultLocale: 'en', texts: { en: 'About {{ eta }}.' }, everyHours: 0 },
        },
      ]),
    }
  }
}

const day = [{ from: '09:00', to: '17:00', isNextDay: false }]
const workingHours: Hours = {
  timeZone: 'Europe/Berlin',
  week: { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: [], sunday: [] },
  exceptions: [],
  holidays: null,
}
