/** What a business installs Fairlead for, built from scratch on the canvas by a manager on her first day, and at work. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  type Conversation,
  closeConversation,
  listChannels,
  listConversationRuns,
  listConversations,
  listWorkflows,
  patchChannel,
  patchContact,
  putPresence,
  switchWorkflow,
} from '@fairlead/sdk'
import type { Page } from 'playwright-core'
import { picture } from './stage/browser.ts'
import { addStep, beginWorkflow, chooseOption, giveToTeam, publishWorkflow } from './stage/builder.ts'
import { type Desk, openDesk } from './stage/desk.ts'
import { becomes, eventually } from './stage/server.ts'

const assign = { search: 'assign', name: 'Assign' }
const branch = { search: 'branch', name: 'Branch' }
const message = { search: 'message', name: 'Send a message' }

let desk: Desk
let page: Page
let written = 0

before(async () => {
  // By the team's policy nobody ever gets anything: whoever does got it by the workflow.
  desk = await openDesk({
    language: 'en',
    agents: ['Ana Example', 'Ben Sample'],
    policy: { strategy: 'manual', onlineOnly: false },
  })
  page = await desk.open(desk.owner, {})
  const { data } = await desk.owner.client.call(listChannels, {})
  for (const { id } of data) {
    await desk.owner.client.call(patchChannel, { params: { id }, body: { reopenHours: 0 } })
  }
})
after(async () => {
  await desk[Symbol.asyncDispose]()
})

test('sales: new conversations go round, evenly', async () => {
  await beginWorkflow(page, desk.url, 'Sales')
  await addStep(page, 'Add the first step', assign)
  await giveToTeam(page, 'Support')
  await chooseOption(page, 'Whose turn it is', 'Take turns')
  await publishWorkflow(page, 'Sales')
  await picture(page, 'workflow-mission-sales')

  const holders: (string | null)[] = []
  for (const name of ['Sam One', 'Sam Two', 'Sam Three', 'Sam Four']) {
    holders.push((await write(name, (conversation) => conversation.assigneeId !== null)).assigneeId)
  }
  const counts = desk.people.map(({ memberId }) => holders.filter((id) => id === memberId).length)
  assert.deepEqual(counts, [2, 2])

  // What became of them, in the words of the builder.
  await page.getByRole('button', { name: 'Runs' }).click()
  await page.locator('.react-flow__node').getByText('4 came').waitFor()
  await page.getByRole('button', { name: 'Steps for Sam Four' }).click()
  const taken = page.getByRole('list', { name: 'Steps taken' }).getByRole('listitem')
  await taken.filter({ hasText: 'Assign' }).filter({ hasText: '→ Then' }).filter({ hasText: 'nobody yet' }).waitFor()
  await becomes(() => page.getByText('assign-1').count(), 0)
  await picture(page, 'workflow-mission-runs')
  await switchOff('Sales')
})

test('quality support: who helped before, else whoever has the fewest open, and never more than a few each', async () => {
  await beginWorkflow(page, desk.url, 'Quality support')
  await addStep(page, 'Add the first step', assign)
  await chooseOption(page, 'Give it to', 'Who helped them before')
  await chooseOption(page, 'Else somebody of', 'Support')
  await chooseOption(page, 'Whose turn it is', 'Fewest open first')
  await page.getByLabel('At most open each', { exact: true }).fill('3')
  await publishWorkflow(page, 'Quality support')

  for (const name of ['Quinn One', 'Quinn Two']) {
    await write(name, (conversation) => conversation.assigneeId !== null)
  }
  // Both have three of the team by now.
  const waiting = await write('Quinn Three', ({ teamId }) => teamId !== null)
  assert.equal(waiting.assigneeId, null)
  await switchOff('Quality support')
})

test('low cost: only who is online; whoever waits too long is told so', async () => {
  await beginWorkflow(page, desk.url, 'Low cost')
  await addStep(page, 'Add the first step', assign)
  await giveToTeam(page, 'Support')
  await chooseOption(page, 'Whose turn it is', 'Take turns')
  await chooseOption(page, 'Who may get it', 'Only who is online')
  await page
    .getByLabel(/^Wait until somebody has it/)
    .first()
    .click()
  await addStep(page, 'Add a step after Assign: Took too long', message)
  await page.getByLabel('Message', { exact: true }).fill('All of us are away. We answer as soon as somebody is back.')
  await publishWorkflow(page, 'Low cost')
  await picture(page, 'workflow-mission-low-cost')

  for (const { client, memberId } of desk.people) {
    await client.call(putPresence, { params: { id: memberId }, body: { presence: 'offline' } })
  }
  const { id, assigneeId } = await write('Lou One', ({ teamId }) => teamId !== null)
  assert.equal(assigneeId, null)
  const { data: runs } = await desk.owner.client.call(listConversationRuns, { params: { id } })
  assert.equal(runs[0]?.status, 'waiting')

  const [, ben] = desk.people
  assert.ok(ben)
  await ben.client.call(putPresence, { params: { id: ben.memberId }, body: { presence: 'online' } })
  await find('Lou One', (conversation) => conversation.assigneeId === ben.memberId)

  // What the workflow does stands between the messages, for whoever looks meanwhile as well.
  await ben.client.call(putPresence, { params: { id: ben.memberId }, body: { presence: 'offline' } })
  const next = await write('Lou Two', ({ teamId }) => teamId !== null)
  await page.goto(`${desk.url}/inbox/all/${next.id}`)
  await page.getByText('Workflow “Low cost” began').waitFor()
  await switchOff('Low cost')
  await page.getByText('Workflow “Low cost” ended: it was switched off').waitFor()
  await picture(page, 'workflow-mission-history')
})

test('VIP: valued customers go to their dedicated agent, everybody else to the team', async () => {
  const [ana] = desk.people
  assert.ok(ana)
  const valued = await write('Vera Valued', () => true)
  const { client } = desk.owner
  await client.call(patchContact, {
    params: { id: valued.contact.id },
    body: { tags: ['vip'], ownerId: ana.memberId },
  })
  await client.call(closeConversation, { params: { id: valued.id } })

  await beginWorkflow(page, desk.url, 'VIP')
  await addStep(page, 'Add the first step', branch)
  await page.getByLabel('Name of way 1').fill('Valued')
  await page.getByRole('button', { name: 'Condition', exact: true }).click()
  await page.getByLabel('What to look at').selectOption({ label: 'Tags of the contact' })
  await page.getByRole('combobox', { name: 'Tags of the contact: what to look for' }).fill('vip')
  await page.keyboard.press('Enter')
  await addStep(page, 'Add a step after Branch: Valued', assign)
  await page.getByLabel('Name of the step').fill('To their agent')
  await chooseOption(page, 'Give it to', 'The contact’s owner')
  await addStep(page, 'Add a step after Branch: Otherwise', assign)
  await page.getByLabel('Name of the step').fill('To the team')
  await giveToTeam(page, 'Support')
  await publishWorkflow(page, 'VIP')
  await picture(page, 'workflow-mission-vip')

  await client.call(putPresence, { params: { id: ana.memberId }, body: { presence: 'online' } })
  const again = await write('Vera Valued', ({ assigneeId }) => assigneeId === ana.memberId)
  assert.equal(again.assignedBy, 'workflow')
  const anybody = await write('Andy Anybody', ({ teamId }) => teamId !== null)
  // The team gives nothing out by itself, and this workflow does not say otherwise.
  assert.deepEqual([anybody.teamId, anybody.assigneeId], [desk.team.id, null])
})

/** A customer writes, and waits until it is so with their conversation. */
async function write(name: string, isSo: (conversation: Conversation) => boolean): Promise<Conversation> {
  written += 1
  await desk.write([{ address: name, name, text: `Hello ${written}` }])
  return find(name, isSo)
}

function find(name: string, isSo: (conversation: Conversation) => boolean): Promise<Conversation> {
  const ask = async () => {
    const { data } = await desk.owner.client.call(listConversations, { query: { view: 'all', limit: 100 } })
    return data.find(({ contact }) => contact.name === name)
  }
  return eventually(ask, (found) => found !== undefined && isSo(found)) as Promise<Conversation>
}

async function switchOff(name: string): Promise<void> {
  const { data } = await desk.owner.client.call(listWorkflows, {})
  const workflow = data.find((one) => one.name === name)
  assert.ok(workflow)
  await desk.owner.client.call(switchWorkflow, { params: { id: workflow.id }, body: { to: 'off', runs: 'cancel' } })
}
