import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  ApiError,
  policy as contract,
  deleteTeam,
  type Input,
  listPolicies,
  listTeams,
  postTeam,
  putPolicy,
  restorePolicy,
  type Team,
} from '@fairlead/sdk'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { addMember, makeWorkspace } from '../setup/testing.ts'
import type { Caller } from './endpoint.ts'
import { serveTeams } from './teams.ts'
import { isProblem, serveForTest } from './testing.ts'

type PolicyGiven = Input<typeof putPolicy>['body']

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
const as = serveForTest((api) => serveTeams(api, { database }))
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const open = [{ from: '09:00', to: '17:00' }]
const week = { monday: open, tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] }
const limits = { afterMinutes: 10, longerThan: null, whenNobodyOnline: false }

test('keeps every setting of a policy', async () => {
  const { owner } = await makeWorkspace(database)
  const sales = await make(owner, 'Sales')
  const { id } = await make(owner, 'Support')
  const given: PolicyGiven = {
    strategy: 'weighted',
    onlineOnly: false,
    assignWhenBusy: true,
    agentLimit: 0,
    manualCountsAsTurn: true,
    owner: { waitMinutes: 60, overLimit: 'exceed' },
    previous: { waitMinutes: 0, overLimit: 'respect' },
    matchLanguage: true,
    skillRelaxMinutes: 30,
    pace: { max: 3, minutes: 15 },
    wrapUpMinutes: 2,
    firstReplyMinutes: 30,
    deadlineNearMinutes: 5,
    hours: { timeZone: 'Europe/Berlin', week, holidays: { country: 'DE', region: 'BY' } },
    outsideHours: 'overflow',
    overflow: { ...limits, teamId: sales.id },
    noAnswerMinutes: 10,
    busyAfterMisses: 3,
    whenOffline: 'reassign_on_next_message',
    autoCloseMinutes: 1440,
    messages: {
      away: { defaultLocale: 'en', texts: { en: 'We are back {{ reopens_at }}.', de: 'Bis bald.' }, everyHours: 4 },
      expectedReply: 'within an hour',
    },
  }

  const team = await put(owner, id, given)

  assert.deepEqual(team.policy, contract.parse(given))
  assert.deepEqual((await as(owner).call(listTeams, {})).data[1], team)
})

test('lists the versions, the newest first, and restores one as a new one', async () => {
  const { id: workspaceId, owner } = await makeWorkspace(database)
  const ana = await addMember(database, workspaceId, { name: 'Ana Agent', role: 'agent' })
  const first = await make(owner, 'Support')
  const second = await put(owner, first.id, { strategy: 'least_open' })
  await put(owner, first.id, { strategy: 'least_open' })

  const third = await restore(owner, first.id, 1)

  assert.deepEqual([third.policyVersion, third.policy], [3, first.policy])
  const { data } = await as(ana).call(listPolicies, { params: { id: first.id } })
  assert.deepEqual(
    data.map(({ createdAt: _, ...version }) => version),
    [
      { version: 3, policy: first.policy, createdBy: owner.memberId },
      { version: 2, policy: second.policy, createdBy: owner.memberId },
      { version: 1, policy: first.policy, createdBy: owner.memberId },
    ],
  )
  for (const version of [99, 2 ** 31, Number.MAX_SAFE_INTEGER]) {
    await assert.rejects(restore(owner, first.id, version), isProblem('not_found'))
  }
  await assert.rejects(restore(owner, first.id, 0), isProblem('invalid_request'))
  await assert.rejects(restore(ana, first.id, 1), isProblem('forbidden'))
})

test('restores no version whose overflow team was deleted since', async () => {
  const { owner } = await makeWorkspace(database)
  const [support, sales] = [await make(owner, 'Support'), await make(owner, 'Sales')]
  await put(owner, support.id, { overflow: { ...limits, teamId: sales.id } })
  await put(owner, support.id, {})
  await as(owner).call(deleteTeam, { params: { id: sales.id } })

  await assert.rejects(restore(owner, support.id, 2), refused('unknown_reference', 'overflow.teamId', /deleted/))
})

test('a team that another overflows to is not deleted, and the other is named', async () => {
  const { owner } = await makeWorkspace(database)
  const [support, sales] = [await make(owner, 'Support'), await make(owner, 'Sales')]
  await put(owner, support.id, { overflow: { ...limits, teamId: sales.id } })
  const remove = (id: string) => as(owner).call(deleteTeam, { params: { id } })

  await assert.rejects(remove(sales.id), /Support overflow to this team/)
  await remove(support.id)
  await remove(sales.id)
})

test('names the circle that an overflow would make, over any number of teams', async () => {
  const { owner } = await makeWorkspace(database)
  const teams: Team[] = []
  for (const name of ['Support', 'Sales', 'Night', 'Partner']) teams.push(await make(owner, name))
  const [support, sales, night, partner] = teams.map(({ id }) => id)
  const to = (id: string, teamId: string | undefined) =>
    put(owner, id, { overflow: { ...limits, teamId: teamId ?? null } })

  await assert.rejects(to(support!, support), refused('invalid_request', 'overflow.teamId', /itself/))
  await assert.rejects(to(support!, support?.toUpperCase()), refused('invalid_request', 'overflow.teamId', /itself/))
  await to(support!, sales)
  await assert.rejects(to(sales!, support), refused('overflow_circle', 'overflow.teamId', /Sales → Support → Sales/))
  await to(sales!, night)
  await to(night!, partner)
  await assert.rejects(
    to(partner!, support),
    refused('overflow_circle', 'overflow.teamId', /Partner → Support → Sales → Night → Partner$/),
  )
  await put(owner, sales!, {})
  await to(partner!, support)
})

test('two policies saved at once make no circle either', async () => {
  const { owner } = await makeWorkspace(database)
  for (let round = 0; round < 5; round += 1) {
    const teams = [await make(owner, `A ${round}`), await make(owner, `B ${round}`), await make(owner, `C ${round}`)]

    const results = await Promise.allSettled(
      teams.map(({ id }, index) => put(owner, id, { overflow: { ...limits, teamId: teams[(index + 1) % 3]!.id } })),
    )

    const failed = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
    assert.equal(failed.length, 1)
    assert.ok(isProblem('overflow_circle')(failed[0]))
  }
})

test('a team is not deleted while another begins to overflow to it', async () => {
  const { owner } = await makeWorkspace(database)
  for (let round = 0; round < 5; round += 1) {
    const [from, to] = [await make(owner, `A ${round}`), await make(owner, `B ${round}`)]

    const results = await Promise.allSettled([
      put(owner, from.id, { overflow: { ...limits, teamId: to.id } }),
      as(owner).call(deleteTeam, { params: { id: to.id } }),
    ])

    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
  }
})

const text = (texts: Record<string, string>) => ({ defaultLocale: 'en', texts, everyHours: 1 })
const hoursOn = (monday: object[], more: object = {}) => ({
  timeZone: 'Europe/Berlin',
  week: { ...week, monday },
  ...more,
})

// What somebody may try, whatever the types say: a place, and never a fault of ours.
const refusals: Readonly<Record<string, readonly [object, RegExp, string?]>> = {
  'a negative limit': [{ agentLimit: -1 }, /^agentLimit$/],
  'a fractional limit': [{ agentLimit: 1.5 }, /^agentLimit$/],
  'a huge limit': [{ agentLimit: 1e12 }, /^agentLimit$/],
  'a limit that is a text': [{ agentLimit: '5' }, /^agentLimit$/],
  'an unknown strategy': [{ strategy: 'best' }, /^strategy$/],
  'a pace of nothing': [{ pace: { max: 0, minutes: 5 } }, /^pace\.max$/],
  'a wait without end': [{ owner: { waitMinutes: 1e9, overLimit: 'respect' } }, /^owner\.waitMinutes$/],
  'a negative no-answer': [{ noAnswerMinutes: -5 }, /^noAnswerMinutes$/],
  'an overflow to no id': [{ overflow: { ...limits, teamId: 'sales' } }, /^overflow\.teamId$/],
  'an overflow to nowhere': [
    { overflow: { ...limits, teamId: crypto.randomUUID() } },
    /^overflow\.teamId$/,
    'unknown_reference',
  ],
  'an overflow outside hours without a team': [{ outsideHours: 'overflow' }, /^overflow\.teamId$/],
  'hours that end before they begin': [{ hours: hoursOn([{ from: '17:00', to: '09:00' }]) }, /^hours\.week\.monday\.0/],
  'hours that never open': [{ hours: hoursOn([]) }, /^hours\.week/],
  'hours that overlap': [
    {
      hours: hoursOn([
        { from: '09:00', to: '12:00' },
        { from: '11:00', to: '13:00' },
      ]),
    },
    /^hours\.week\.monday/,
  ],
  'hours in no time zone': [{ hours: { ...hoursOn(open), timeZone: 'Europe/Atlantis' } }, /^hours\.timeZone$/],
  'no time of day': [{ hours: hoursOn([{ from: '25:00', to: '26:00' }]) }, /^hours\.week\.monday\.0\.from$/],
  'holidays of no country': [
    { hours: hoursOn(open, { holidays: { country: 'XX', region: null } }) },
    /^hours\.holidays\.country$/,
  ],
  'a text that does not parse': [
    { messages: { away: text({ en: 'Hello\n{{ agent_name' }) } },
    /^messages\.away\.texts\.en$/,
  ],
  'an unknown variable': [
    { messages: { away: text({ en: 'Hi', de: 'Hallo {{ agent_nam }}' }) } },
    /^messages\.away\.texts\.de$/,
  ],
  'no text in the default language': [{ messages: { assigned: text({ de: 'Hallo' }) } }, /^messages\.assigned\.texts$/],
  'a text in no language': [{ messages: { assigned: text({ '???': 'Hi', en: 'Hi' }) } }, /^messages\.assigned\.texts/],
}

for (const [name, [given, place, code = 'invalid_request']] of Object.entries(refusals)) {
  test(`refuses ${name}, and says where`, async () => {
    const { owner } = await makeWorkspace(database)
    const { id } = await make(owner, 'Support')

    await assert.rejects(put(owner, id, given as PolicyGiven), refused(code, place))
    await assert.rejects(
      as(owner).call(postTeam, { body: { name: 'Sales', policy: given as PolicyGiven } }),
      refused(code, typeof place === 'string' ? place : new RegExp(`^(policy\\.)?${place.source.slice(1)}`)),
    )
    assert.equal((await as(owner).call(listTeams, {})).data[0]?.policyVersion, 1)
  })
}

function make(by: Caller, name: string): Promise<Team> {
  return as(by).call(postTeam, { body: { name } })
}

function put(by: Caller, id: string, body: PolicyGiven): Promise<Team> {
  return as(by).call(putPolicy, { params: { id }, body })
}

function restore(by: Caller, id: string, version: number): Promise<Team> {
  return as(by).call(restorePolicy, { params: { id, version } })
}

function refused(code: string, place: string | RegExp, message = /./): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof ApiError, String(error))
    assert.equal(error.code, code, JSON.stringify(error.problem))
    const [first] = error.problem.errors ?? []
    assert.match(first?.path ?? '', typeof place === 'string' ? new RegExp(`^${place.replaceAll('.', '\\.')}$`) : place)
    assert.match(first?.message ?? '', message)
    return true
  }
}
