/** A manager's first day: a team, when it is there and how it assigns; and then whether it does, and why. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { closeConversation, givenName, type Language, listConversations, listTeams, type Team } from '@fairlead/sdk'
import type { Page } from 'playwright-core'
import { startExampleSystem } from '../scripts/emulators/example-system.ts'
import { createTestDatabase } from '../server/src/db/testing.ts'
import { launchBrowser, logIn, picture } from './stage/browser.ts'
import { eventually, makeDataDir, startServer } from './stage/server.ts'
import { wordsOf } from './stage/words.ts'
import { addAgent, connectSystem, goOnline, makeTeam, setUp } from './stage/workspace.ts'

type Story = Readonly<{
  team: string
  helpers: string
  agents: readonly [string, string]
  customers: readonly [string, string]
  question: string
  again: string
  occasion: string
}>

const stories: Partial<Record<Language, Story>> = {
  en: {
    team: 'Returns',
    helpers: 'Everybody else',
    agents: ['Ana Agent', 'Ben Example'],
    customers: ['Mara Muster', 'Nils Nobody'],
    question: 'The size is wrong. May I send them back?',
    again: 'One more thing: who pays for the parcel?',
    occasion: 'Stocktaking',
  },
  de: {
    team: 'Rücksendungen',
    helpers: 'Alle übrigen',
    agents: ['Käthe Beispiel', 'Jürgen Muster'],
    customers: ['Änne Größe', 'Björn Beliebig'],
    question: 'Die Größe stimmt nicht. Kann ich umtauschen?',
    again: 'Noch etwas: Wer trägt die Kosten für das Päckchen?',
    occasion: 'Verkaufsoffener Tag',
  },
}

for (const language of ['en', 'de'] as const) {
  test(`a manager sets up a team, its hours and its policy, and sees them at work (${language})`, async () => {
    const say = wordsOf(language)
    const story = stories[language]
    assert.ok(story)
    await using stage = await openStage(language, story)
    const { owner, system, page } = stage
    const zone = zoneOfDay()
    const save = () => page.getByRole('button', { name: say('common:save'), exact: true }).click()
    const savedAs = (version: number) => page.getByText(say('policy:saved', { version })).first().waitFor()
    const tab = (name: string) => page.getByRole('tab', { name: say(`policy:tabs.${name}`) }).click()

    // The team, with who is in it.
    await page.getByRole('link', { name: say('common:navigation.settings') }).click()
    await page.getByRole('link', { name: say('settings:pages.teams'), exact: true }).click()
    await page.getByRole('button', { name: say('settings:teams.add') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(say('settings:teams.name'), { exact: true }).fill(story.team)
    await dialog.getByRole('combobox', { name: say('settings:teams.members') }).click()
    for (const name of story.agents) await page.getByRole('option', { name }).click()
    await page.keyboard.press('Escape')
    await picture(page, `manager-team-${language}`)
    await dialog.getByRole('button', { name: say('settings:teams.create') }).click()
    await page.getByRole('heading', { level: 1, name: story.team }).waitFor()

    // Its hours, far away: a break at noon, a short Saturday, and this very day off.
    await tab('hours')
    await page.getByLabel(say('policy:hoursTab.own')).check()
    await page.getByRole('combobox', { name: say('hours:timeZone') }).fill(zone.city)
    await page.getByRole('option', { name: new RegExp(zone.city) }).click()
    const week = page.getByRole('list', { name: say('hours:week') })
    const day = (name: string) => say(`hours:weekdays.${name}`)
    const from = (name: string) => week.getByLabel(say('hours:from', { day: day(name) }))
    const to = (name: string) => week.getByLabel(say('hours:to', { day: day(name) }))
    await from('monday').fill('08:30')
    await to('monday').fill('12:00')
    await week.getByRole('button', { name: say('hours:addOn', { day: day('monday') }) }).click()
    await to('monday').nth(1).fill('17:30')
    await week.getByRole('button', { name: say('hours:copyOf', { day: day('monday') }) }).click()
    await page.getByRole('menuitem', { name: say('hours:copyWorkdays') }).click()
    await week.getByRole('switch', { name: say('hours:isOpen', { day: day('saturday') }) }).check()
    await to('saturday').fill('08:00')
    await week.getByText(say('hours:mistakes.before')).waitFor()
    await to('saturday').fill('13:00')
    await week.getByText(say('hours:mistakes.before')).waitFor({ state: 'detached' })
    await week.getByRole('switch', { name: say('hours:isOpen', { day: day(zone.weekday) }) }).uncheck()
    await page.getByRole('switch', { name: say('hours:holidays') }).check()
    await page.getByRole('combobox', { name: say('hours:country') }).fill(germany[language])
    await page.getByRole('option', { name: germany[language], exact: true }).click()
    await page.getByText(say('hours:nextHolidays')).waitFor()
    await picture(page, `manager-hours-${language}`)
    await save()
    await savedAs(2)

    // How it assigns, in short and in full.
    await tab('policy')
    await page.getByRole('radio', { name: say('policy:strategies.most_free.title') }).click()
    await page.getByRole('textbox', { name: say('policy:settings.agentLimit') }).fill('4')
    await page.getByRole('switch', { name: say('policy:settings.previous') }).check()
    await page.getByText(say('policy:fields.exceed'), { exact: true }).last().click()
    await page
      .getByRole('switch', { name: say('policy:settings.overflow') })
      .first()
      .check()
    await page.getByRole('combobox', { name: say('policy:settings.overflowTeam') }).click()
    await page.getByRole('option', { name: story.helpers }).click()
    await page.getByRole('switch', { name: say('policy:settings.wrapUpMinutes') }).uncheck()
    const summary = page.getByRole('complementary', { name: say('policy:summary.title') })
    await summary.getByText(say('policy:summary.limit', { count: 4 })).waitFor()
    await summary.getByText(say('policy:summary.overflow', { team: story.helpers })).waitFor()
    await picture(page, `manager-policy-${language}`)
    await save()
    await savedAs(3)
    const team = await stage.teamWhen(({ policyVersion }) => policyVersion === 3)
    const { strategy, agentLimit, previous, overflow, hours } = team.policy
    assert.deepEqual({ strategy, agentLimit, previous: previous?.overLimit }, expected)
    assert.equal(overflow?.afterMinutes, 15)
    assert.equal(hours?.timeZone, zone.name)
    assert.deepEqual(hours.week[zone.weekday], [])
    assert.deepEqual(hours.week[zone.weekday === 'monday' ? 'tuesday' : 'monday'], [
      { from: '08:30', to: '12:00', isNextDay: false },
      { from: '13:00', to: '17:30', isNextDay: false },
    ])

    // Two customers write while it is closed: they wait, and it is said why.
    await stage.connect(team)
    const [first, second] = story.customers
    await system.customer('first', { name: first }).sendText(story.question)
    await system.customer('second', { name: second }).sendText(story.question)
    await page.getByRole('link', { name: say('common:navigation.inbox'), exact: true }).click()
    await openView(page, say, 'waiting')
    const rows = page.getByRole('list', { name: say('inbox:list.label') })
    await rows.getByText(second).click()
    await page.getByRole('button', { name: say('assignment:why.nobody') }).click()
    const why = page.getByRole('dialog').filter({ has: page.getByRole('article') })
    const [closed = ''] = say('assignment:sentence.outside_hours_opens', { opensAt: '|' }).split('|')
    await why.getByText(closed).waitFor()
    await picture(page, `manager-waiting-${language}`)
    await page.keyboard.press('Escape')

    // So she opens on this one day. Whoever waits is given out at once, as the policy says.
    await page.getByRole('link', { name: say('common:navigation.settings') }).click()
    await page.getByRole('link', { name: say('settings:pages.teams'), exact: true }).click()
    await page.getByRole('link', { name: story.team }).click()
    await tab('hours')
    await page.getByRole('button', { name: say('hours:addException'), exact: true }).click()
    await page.getByLabel(say('hours:exceptionDate'), { exact: true }).fill(zone.today)
    await page.getByLabel(say('hours:exceptionName'), { exact: true }).fill(story.occasion)
    await page.getByRole('switch', { name: say('hours:exceptionOpen') }).check()
    await page.getByLabel(say('hours:from', { day: zone.today })).fill('00:00')
    await page.getByLabel(say('hours:to', { day: zone.today })).fill('00:00')
    await picture(page, `manager-special-date-${language}`)
    await save()
    await savedAs(4)
    const given = await eventually(
      async () => (await owner.client.call(listConversations, { query: { view: 'all' } })).data,
      (data) => data.length === 2 && data.every(({ assignedBy }) => assignedBy === 'engine'),
    )
    assert.equal(new Set(given.map(({ assigneeId }) => assigneeId)).size, 2, 'one each')

    // Why this one: in her language, with who would have been next, and the engine comes to the same again.
    const conversation = given.find(({ contact }) => contact.name === second)
    const agent = stage.agents.find(({ memberId }) => memberId === conversation?.assigneeId)
    assert.ok(conversation && agent)
    await page.getByRole('link', { name: say('common:navigation.inbox'), exact: true }).click()
    await openView(page, say, 'all')
    await rows.getByText(second).click()
    const question = say('assignment:why.agent', { name: givenName(agent.name) })
    await page.getByRole('button', { name: question }).click()
    await why.getByText(say('assignment:sentence.lowest_share_known', { name: agent.name, share: 0 })).waitFor()
    await why.getByText(say('assignment:runnersUp.title')).waitFor()
    await why.getByRole('link', { name: say('assignment:facts.policy', { version: 4 }) }).waitFor()
    await why.getByRole('button', { name: say('assignment:check.action') }).click()
    await why.getByText(say('assignment:check.same')).waitFor()
    await picture(page, `manager-why-${language}`)
    await page.keyboard.press('Escape')

    // Who comes back is given to whoever helped them before.
    await agent.client.call(closeConversation, { params: { id: conversation.id }, body: {} })
    await system.customer('second').sendText(story.again)
    await page.getByRole('article').filter({ hasText: story.again }).waitFor()
    await page.getByRole('button', { name: question }).click()
    await why
      .getByText(say('assignment:sentence.previous', { name: agent.name, contact: second }))
      .first()
      .waitFor()
    await picture(page, `manager-why-again-${language}`)
    assert.ok(!/"level":(50|60)/.test(stage.server.output()), stage.server.output())
  })
}

const expected = { strategy: 'most_free', agentLimit: 4, previous: 'exceed' }
const germany: Partial<Record<Language, string>> & Record<'en' | 'de', string> = { en: 'Germany', de: 'Deutschland' }

async function openView(page: Page, say: ReturnType<typeof wordsOf>, view: 'waiting' | 'all'): Promise<void> {
  const name = new RegExp(`^${RegExp.escape(say(`inbox:views.${view}`))}`)
  await page
    .getByRole('navigation', { name: say('inbox:views.label') })
    .getByRole('link', { name })
    .click()
}

/** A zone in which it is day for hours to come, whenever this runs, so that its today stays today. */
function zoneOfDay() {
  const now = Temporal.Now.instant()
  const hour = now.toZonedDateTimeISO('UTC').hour
  const name = hour >= 4 && hour < 16 ? 'Asia/Ho_Chi_Minh' : 'America/Phoenix'
  const date = now.toZonedDateTimeISO(name).toPlainDate()
  const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
  const weekday = weekdays[date.dayOfWeek - 1] ?? 'monday'
  return { name, city: name.replace(/^.*\//, '').replaceAll('_', ' '), today: date.toString(), weekday }
}

async function openStage(language: Language, story: Story) {
  await using opening = new AsyncDisposableStack()
  const system = await startExampleSystem({})
  opening.defer(() => system.stop())
  const database = opening.use(await createTestDatabase())
  const folder = await makeDataDir()
  opening.defer(() => folder.remove())
  const server = await startServer({ DATABASE_URL: database.url, FAIRLEAD_DATA_DIR: folder.path })
  opening.defer(async () => assert.equal(await server.stop(), 0))
  const browser = await launchBrowser()
  opening.defer(() => browser.close())

  const owner = await setUp(server.url, language)
  await makeTeam(owner, [owner], {}, story.helpers)
  const agents = []
  for (const name of story.agents) {
    const agent = await addAgent(server.url, owner, name)
    await goOnline(agent)
    agents.push({ ...agent, name })
  }
  const page = await logIn(browser, server.url, owner, { width: 1440, height: 900, language })
  const stack = opening.move()
  return {
    ...{ server, owner, agents, system, page },
    async teamWhen(isReady: (team: Team) => boolean): Promise<Team> {
      const found = await eventually(
        async () => (await owner.client.call(listTeams, {})).data.find(({ name }) => name === story.team),
        (team) => team !== undefined && isReady(team),
      )
      assert.ok(found)
      return found
    },
    connect: (team: Team) => connectSystem(owner, team.id, system),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}
