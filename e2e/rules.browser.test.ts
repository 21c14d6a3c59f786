import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  type Filter,
  getWorkflow,
  listViews,
  patchWorkflow,
  postField,
  postView,
  postWorkflow,
  type WorkflowCondition,
  type WorkflowDefinition,
} from '@fairlead/sdk'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser, logIn, type PageOptions, phone, picture } from './stage/browser.ts'
import { eventually, makeDataDir, type RunningServer, startServer } from './stage/server.ts'
import { connectWhatsapp, makeTeam, type Person, setUp } from './stage/workspace.ts'

const looks: readonly (PageOptions & { name: string })[] = [
  { name: 'light', width: 1440, height: 1200, colorScheme: 'light' },
  { name: 'dark', width: 1440, height: 1200, colorScheme: 'dark' },
  { ...phone, name: 'phone', height: 1500, colorScheme: 'light' },
]

let server: RunningServer
let browser: Browser
let folder: Awaited<ReturnType<typeof makeDataDir>>
let owner: Person
let teamId: string

before(async () => {
  folder = await makeDataDir()
  server = await startServer({ FAIRLEAD_DATA_DIR: folder.path })
  browser = await launchBrowser()
  owner = await setUp(server.url)
  teamId = (await makeTeam(owner, [owner], { strategy: 'manual' }, 'Sales')).id
  await connectWhatsapp(owner, teamId)
  await owner.client.call(postField, { body: { subject: 'conversation', key: 'plan', name: 'Plan', type: 'text' } })
})
after(async () => {
  await browser.close()
  await server.stop()
  await folder.remove()
})

test('a view is changed rule by rule, in groups within groups, and keeps what was not touched', async () => {
  const filter: Filter = {
    combinator: 'and',
    rules: [
      { field: 'status', operator: 'any_of', value: ['open', 'snoozed'] },
      { field: 'waitingMinutes', operator: 'more_than', value: 90 },
      {
        combinator: 'or',
        not: true,
        rules: [
          { field: 'field', key: 'plan', operator: 'has', value: 'gold' },
          { field: 'isUnread', operator: 'is', value: false },
          { field: 'teamId', operator: 'is_not_set' },
          { combinator: 'and', rules: [{ field: 'tags', operator: 'any_of', value: ['vip', 'late'] }] },
        ],
      },
    ],
  }
  const body = { name: 'Gold', filter, sort: 'activity', isShared: true, position: 1 } as const
  const view = await owner.client.call(postView, { body })
  for (const { name, ...options } of looks) {
    const page = await openView(options)
    await page.getByRole('dialog').getByText('conversations fit now').waitFor()
    await page.waitForTimeout(300)
    await picture(page, `rules-view-${name}`)
    await assertNothingStandsOut(page)
    await page.context().close()
  }

  const page = await openView(looks[0]!)
  await page.getByLabel('How many must fit').first().selectOption('Any of these')
  await page.getByRole('textbox', { name: 'Plan: what to look for' }).fill('silver')
  await page.getByRole('button', { name: 'Remove the condition' }).first().click()
  await page.getByRole('button', { name: 'Save for everybody' }).click()
  const kept = await eventually(
    async () => (await owner.client.call(listViews, {})).data.find(({ id }) => id === view.id)?.filter,
    (found) => found?.combinator === 'or',
  )
  const [, waiting, group] = filter.rules
  assert.ok(waiting && group && 'rules' in group)
  const [, ...others] = group.rules
  const silver = { field: 'field', key: 'plan', operator: 'has', value: 'silver' }
  assert.deepEqual(kept, { combinator: 'or', rules: [waiting, { ...group, rules: [silver, ...others] }] })
  await page.context().close()
})

test('a branch is changed rule by rule, in groups within groups, and keeps what was not touched', async () => {
  const condition: WorkflowCondition = {
    combinator: 'or',
    rules: [
      { field: 'contactName', operator: 'any_of', value: ['Ana', 'Ben'] },
      { field: 'queueLength', key: teamId, operator: 'more_than', value: 5 },
      { field: 'field', key: 'plan', operator: 'is_set' },
      {
        combinator: 'and',
        not: true,
        rules: [
          { field: 'channelType', operator: 'any_of', value: ['whatsapp'] },
          { field: 'waitingMinutes', operator: 'more_than', value: 90 },
          { combinator: 'or', rules: [{ field: 'timeOfDay', operator: 'less_than', value: '09:00' }] },
        ],
      },
    ],
  }
  const made = await owner.client.call(postWorkflow, { body: { name: 'Gold' } })
  const draft = withBranch(made.draft, condition)
  const params = { id: made.id }
  await owner.client.call(patchWorkflow, { params, body: { draft, draftVersion: made.draftVersion } })
  for (const { name, ...options } of looks) {
    const page = await openBranch(made.id, options)
    await page.waitForTimeout(500)
    await picture(page, `rules-branch-${name}`)
    await assertNothingStandsOut(page)
    await page.context().close()
  }

  const page = await openBranch(made.id, looks[0]!)
  await page.getByLabel('How many must fit').first().selectOption('All of these')
  await page.getByLabel('Time of day: what to look for').fill('08:30')
  await page.getByRole('button', { name: 'Remove the condition' }).first().click()
  const kept = await eventually(
    async () => conditionIn((await owner.client.call(getWorkflow, { params })).draft),
    (found) => found?.combinator === 'and' && found.rules.length === 3,
  )
  const [, queue, plan, group] = condition.rules
  assert.ok(queue && plan && group && 'rules' in group)
  const early = { combinator: 'or', rules: [{ field: 'timeOfDay', operator: 'less_than', value: '08:30' }] }
  const inner = { ...group, rules: [...group.rules.slice(0, 2), early] }
  assert.deepEqual(kept, { combinator: 'and', rules: [queue, plan, inner] })
  await page.context().close()
})

// On a phone there is no room for the menu that changes a view: it is opened before the screen gets small.
async function openView({ width = 0, height = 0, ...options }: PageOptions): Promise<Page> {
  const page = await logIn(browser, server.url, owner, { ...options, width: 1440, height })
  await page.getByRole('link', { name: 'Gold' }).click()
  await page.getByRole('button', { name: 'Change the view Gold' }).click()
  await page.getByRole('menuitem', { name: 'Change', exact: true }).click()
  await page.getByLabel('How many must fit').first().waitFor()
  await page.setViewportSize({ width, height })
  return page
}

async function openBranch(id: string, options: PageOptions): Promise<Page> {
  const page = await logIn(browser, server.url, owner, options)
  await page.goto(`${server.url}/workflows/${id}`)
  if ((options.width ?? 0) < 600) await page.locator('[data-step="branch-1"]').click()
  else await page.locator('.react-flow__node[data-id="branch-1"]').click()
  await page.getByLabel('How many must fit').first().waitFor()
  return page
}

function withBranch(draft: WorkflowDefinition, condition: WorkflowCondition): WorkflowDefinition {
  const branches = [{ id: 'gold', name: 'Gold', condition }]
  const step = {
    id: 'branch-1',
    type: 'branch',
    name: '',
    comment: '',
    at: { x: 0, y: 0 },
    exits: {},
    branches,
  } as const
  return { ...draft, start: { ...draft.start, next: step.id }, steps: [step] }
}

function conditionIn({ steps }: WorkflowDefinition): WorkflowCondition | undefined {
  const [step] = steps
  return step?.type === 'branch' ? step.branches[0]?.condition : undefined
}

/** No control is wider than the group it stands in. */
async function assertNothingStandsOut(page: Page): Promise<void> {
  const out = await page.locator('[data-level]').evaluateAll((groups) =>
    groups.flatMap((group) => {
      const { right } = group.getBoundingClientRect()
      return [...group.querySelectorAll('input, select, button')]
        .filter((one) => one.getBoundingClientRect().right > right + 1)
        .map((one) => one.outerHTML.slice(0, 100))
    }),
  )
  assert.deepEqual(out, [])
}
