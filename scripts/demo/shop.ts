import {
  type ExpectationKind,
  expectationTexts,
  type Hours,
  type Input,
  type Policy,
  type patchWorkspace,
  policyPresets,
} from '@fairlead/sdk'

/** Everything that the demo's shop has settled before its first customer comes. */
export type ShopTeam = 'Sales' | 'Support' | 'Key accounts'

/** Stands below what customers are told without anybody having written it, so that it is no answer. */
export const sentAutomatically = '(Sent automatically.)'

// With limits of their own, so that a rush fills them and somebody has to wait. Hal never answers.
export const cast = [
  { name: 'Ana Alvarez', role: 'manager', agentLimit: 3, skills: ['English', 'Spanish'] },
  { name: 'Ben Bauer', role: 'agent', agentLimit: 3, skills: ['English', 'German'] },
  { name: 'Chi Chen', role: 'agent', agentLimit: 3, skills: ['English'] },
  { name: 'Dao Dinh', role: 'agent', agentLimit: 2, skills: ['English'] },
  { name: 'Eve Evans', role: 'agent', agentLimit: 2, skills: ['English', 'German'] },
  { name: 'Fay Fuller', role: 'agent', agentLimit: 4, skills: ['English'] },
  { name: 'Gil Garcia', role: 'agent', agentLimit: 4, skills: ['English', 'Spanish'] },
  { name: 'Hal Holloway', role: 'agent', agentLimit: 4, skills: ['English'] },
] as const

export type CastName = (typeof cast)[number]['name']

type Place = Readonly<{ name: CastName | 'Olga Owner'; tier?: number; weight?: number }>

/** Who logs in gets something to do, though not without end: the limit of Support sees to that. */
export const teams: Readonly<Record<ShopTeam, readonly Place[]>> = {
  Sales: [{ name: 'Ana Alvarez', weight: 2 }, { name: 'Ben Bauer' }, { name: 'Chi Chen', tier: 2 }],
  Support: [{ name: 'Dao Dinh' }, { name: 'Eve Evans' }, { name: 'Olga Owner' }, { name: 'Chi Chen', tier: 2 }],
  'Key accounts': [{ name: 'Fay Fuller' }, { name: 'Gil Garcia' }, { name: 'Hal Holloway' }],
}

export const skills = [
  { name: 'English', language: 'en' },
  { name: 'German', language: 'de' },
  { name: 'Spanish', language: 'es' },
  // Nobody has it: who writes in Norwegian waits until the skill is not needed any more.
  { name: 'Norwegian', language: 'no' },
] as const

const everyDay = (from: string, to: string) => {
  const day = [{ from, to, isNextDay: false }]
  return { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day, sunday: day }
}

const timeZone = 'Europe/Berlin'

// Around the clock, so that the demo lives at whatever hour it is started.
const shopHours: Hours = { timeZone, week: everyDay('00:00', '24:00'), exceptions: [], holidays: null }

/** Chi helps out, and goes home in the evening. */
export const hoursOf: Readonly<Partial<Record<CastName, Hours>>> = {
  'Chi Chen': {
    timeZone,
    week: { ...everyDay('09:00', '18:00'), saturday: [], sunday: [] },
    exceptions: [{ date: '2030-06-21', intervals: [], name: 'Midsummer outing' }],
    holidays: { country: 'DE', region: 'HH' },
  },
}

export const workspaceSettings: Input<typeof patchWorkspace>['body'] = {
  hours: shopHours,
  stages: ['lead', 'customer', 'key account'],
  priorityRules: [
    { priority: 'urgent', stages: ['key account'], tags: [], hasOwner: false },
    { priority: 'high', stages: [], tags: ['vip'], hasOwner: false },
  ],
}

const tell = (kind: ExpectationKind, everyHours: number) => {
  const texts = Object.entries(expectationTexts[kind]).map(([locale, text]) => [
    locale,
    `${text}\n${sentAutomatically}`,
  ])
  return { defaultLocale: 'en', texts: Object.fromEntries(texts), everyHours }
}

const messages = {
  assigned: tell('assigned', 0),
  away: tell('away', 12),
  overCapacity: tell('overCapacity', 1),
  queueUpdate: tell('queueUpdate', 0),
  expectedReply: 'within a few minutes',
}

/** The presets, with what this shop changes. `overflow` names a team that is made before. */
export function policyOf(team: ShopTeam, idOf: Readonly<Partial<Record<ShopTeam, string>>>): Partial<Policy> {
  switch (team) {
    case 'Sales':
      return { ...policyPresets.sales_even_leads, pace: { max: 20, minutes: 10 }, messages }
    case 'Support':
      return {
        ...policyPresets.support_high_quality,
        matchLanguage: true,
        skillRelaxMinutes: 30,
        firstReplyMinutes: 30,
        // Nobody has time to watch wrap-up in a demo.
        wrapUpMinutes: 0,
        overflow: { teamId: idOf.Sales ?? null, afterMinutes: 45, longerThan: 15, whenNobodyOnline: false },
        messages,
      }
    case 'Key accounts':
      return {
        ...policyPresets.named_accounts,
        // The preset waits an hour; who watches would rather not.
        owner: { waitMinutes: 1, overLimit: 'exceed' },
        previous: { waitMinutes: 1, overLimit: 'respect' },
        noAnswerMinutes: 1,
        overflow: { teamId: idOf.Support ?? null, afterMinutes: null, longerThan: null, whenNobodyOnline: true },
        messages,
      }
  }
}
