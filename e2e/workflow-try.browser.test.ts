import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  getMe,
  listChannels,
  listWorkflowTemplates,
  patchWorkflow,
  postWorkflow,
  type WorkflowRule,
  workflowDefinition,
} from '@fairlead/sdk'
import { launchBrowser, logIn, picture } from './stage/browser.ts'
import { chooseOption } from './stage/builder.ts'
import { becomes, makeDataDir, startServer } from './stage/server.ts'
import { sendWebhook, textWebhook } from './stage/whatsapp-webhook.ts'
import { connectWhatsapp, makeTeam, type Person, setUp } from './stage/workspace.ts'

/** Evaluated in the page. */
const wholeInSight = `(() => {
  const room = document.querySelector('.react-flow').getBoundingClientRect()
  const steps = [...document.querySelectorAll('.react-flow__node')].map((node) => node.getBoundingClientRect())
  return steps.length > 4 && steps.every(({ left, right }) => left >= room.left && right <= room.right)
})()`

const looks = [
  { width: 1440, colorScheme: 'light' },
  { width: 1440, colorScheme: 'dark' },
  { width: 390, colorScheme: 'light' },
] as const

test('a manager makes a workflow from a template, and tries it with an invented customer', async () => {
  const folder = await makeDataDir()
  const server = await startServer({ FAIRLEAD_DATA_DIR: folder.path })
  const browser = await launchBrowser()
  try {
    const owner = await setUp(server.url)
    const team = await makeTeam(owner, [], {}, 'Returns')
    const { id } = await connectWhatsapp(owner, team.id)
    const hello = textWebhook({ from: '447700910001', id: 'wamid.hello', text: 'Hello' })
    assert.equal(await sendWebhook(server.url, id, hello), 200)
    const page = await logIn(browser, server.url, owner)
    await page.goto(`${server.url}/workflows`)
    await page.getByRole('button', { name: 'New workflow' }).first().click()
    const dialog = page.getByRole('dialog')

    // Every template is shown.
    const { data } = await owner.client.call(listWorkflowTemplates, { query: {} })
    for (const { name } of data) await dialog.getByText(name, { exact: true }).first().waitFor()
    await dialog.getByRole('button', { name: /^Menu/ }).click()
    for (const label of ['Team for sales', 'Team for support', 'Team for everybody else']) {
      await dialog.getByRole('combobox', { name: label }).click()
      await page.getByRole('option', { name: 'Returns' }).click()
    }
    await dialog.getByRole('button', { name: 'Make it' }).click()

    // It is played beside the canvas; a choice is tapped as the customer would.
    await page.getByRole('button', { name: 'Try it' }).click()
    const chat = page.getByRole('log')
    await chat.getByText('Hello! What can we do for you?').waitFor()
    // There is less room beside it, and the whole is in sight again.
    await page.waitForFunction(wholeInSight)
    await page.getByLabel('Write as the customer').fill('bananas')
    await page.keyboard.press('Enter')
    await chat.getByText('Please choose one of these.').waitFor()
    await becomes(() => chat.getByText('bananas').count(), 1)
    await chat.getByRole('button', { name: 'I need help' }).last().click()
    await page.getByText('It has come to its end.').waitFor()
    await chat.getByText('Assign: To team Returns', { exact: true }).waitFor()

    await chat.getByText('In Returns, nobody would get it now. The team has no members.', { exact: true }).waitFor()

    await picture(page, 'workflow-try')

    // Begun again, and nobody answers for a while.
    await page.getByRole('button', { name: 'Begin again' }).click()
    await page.getByRole('button', { name: /^Skip to/ }).click()
    await chat.getByText(/^It is .+ now$/).waitFor()
    await page.getByText('It has come to its end.').waitFor()

    // What it would have done last week, of which nothing is done: somebody wrote, and would have been asked.
    await page.getByText('Last week').click()
    await page.getByRole('button', { name: 'Look at the last 7 days' }).click()
    await page.getByText('It would have begun 1 time, of 1 looked at.').waitFor()
    await page.getByRole('list', { name: 'Examples' }).getByRole('link', { name: 'Customer 0001' }).waitFor()
    await page.locator('.react-flow__node').getByText('1 came').first().waitFor()
    await picture(page, 'workflow-try-past')

    // Where a file is asked for, words do not do; the customer brings one.
    const made = await owner.client.call(postWorkflow, { body: { name: 'Bill' } })
    const text = (words: string) => ({ defaultLocale: 'en', texts: { en: words } })
    const steps = [
      {
        ...{ id: 'bill', type: 'ask_question', text: text('Please send us the bill.'), answer: 'file' },
        ...{ invalidText: text('That is no file.'), exits: { answered: 'thanks' } },
      },
      { id: 'thanks', type: 'send_message', text: text('Thank you for it.'), exits: {} },
    ].map((step, index) => ({ ...step, at: { x: 0, y: index * 260 } }))
    const draft = workflowDefinition.parse({ ...made.draft, start: { ...made.draft.start, next: 'bill' }, steps })
    const body = { draft, draftVersion: made.draftVersion }
    await owner.client.call(patchWorkflow, { params: { id: made.id }, body })
    await page.goto(`${server.url}/workflows/${made.id}`)
    await page.getByRole('button', { name: 'Try it' }).click()
    await chat.getByText('Please send us the bill.').waitFor()
    await page.getByRole('button', { name: 'Send a place' }).click()
    await chat.getByText('That is no file.').waitFor()
    await picture(page, 'workflow-try-file')
    await page.getByRole('button', { name: 'Send a file' }).click()
    await chat.getByText('Thank you for it.').waitFor()
    await chat.getByText('Sent a file', { exact: true }).waitFor()
    await becomes(() => page.getByRole('button', { name: 'Send a file' }).count(), 0)

    // Who writes, and where, is chosen before it begins again; what it branches on is that.
    const [{ name: channel } = { name: '' }] = (await owner.client.call(listChannels, {})).data
    const { stages } = (await owner.client.call(getMe, {})).workspace
    const forked = await branchOn(owner, { channelId: id, stage: stages.at(-1) ?? '' })
    await page.goto(`${server.url}/workflows/${forked}`)
    for (const look of looks) {
      await page.setViewportSize({ width: look.width, height: 900 })
      await page.emulateMedia({ colorScheme: look.colorScheme })
      await page.reload()
      await page.getByRole('button', { name: 'Try it' }).click()
      await chat.getByText('Somebody else', { exact: true }).waitFor()
      await page.getByText('The customer: Cora Customer').click()
      await chooseOption(page, 'Stage', stages.at(-1) ?? '')
      await page.getByRole('combobox', { name: 'Tags' }).fill('vip')
      await page.keyboard.press('Enter')
      await page.getByText('Came before', { exact: true }).click()
      await chooseOption(page, 'Channel', channel)
      await picture(page, `workflow-try-contact-${look.width}-${look.colorScheme}`)
      await page.getByRole('button', { name: 'Begin again' }).click()
      await chat.getByText('Our customer, back on WhatsApp', { exact: true }).waitFor()
      await page.getByLabel('Write as the customer').fill('Hello')
      await page.keyboard.press('Enter')
      await chat.getByText('Still on WhatsApp', { exact: true }).waitFor()
    }
  } finally {
    await browser.close()
    assert.equal(await server.stop(), 0)
    await folder.remove()
  }
})

/** Asks for all of it at the beginning, and for the channel once more when the contact has written again. */
async function branchOn(owner: Person, { channelId, stage }: Readonly<Record<'channelId' | 'stage', string>>) {
  const text = (words: string) => ({ defaultLocale: 'en', texts: { en: words } })
  const of = (...rules: WorkflowRule[]) => ({ combinator: 'and' as const, rules })
  const inChannel: WorkflowRule = { field: 'channelId', operator: 'any_of', value: [channelId] }
  const all = of(
    { field: 'contactStage', operator: 'any_of', value: [stage] },
    { field: 'contactTags', operator: 'any_of', value: ['vip'] },
    { field: 'contactIsNew', operator: 'is', value: false },
    inChannel,
  )
  const fork = (id: string, condition: ReturnType<typeof of>, goal: string) => ({
    ...{ id, type: 'branch' as const, branches: [{ id: 'so', name: 'So', condition }] },
    exits: { 'branch:so': goal, else: 'else' },
  })
  const say = (id: string, words: string, exits = {}) => ({ id, type: 'send_message', text: text(words), exits })
  const steps = [
    fork('who', all, 'known'),
    say('known', 'Our customer, back on WhatsApp', { next: 'wait' }),
    { id: 'wait', type: 'wait', until: { kind: 'reply' }, exits: { replied: 'where' } },
    fork('where', of(inChannel), 'still'),
    say('still', 'Still on WhatsApp'),
    say('else', 'Somebody else'),
  ].map((step, index) => ({ ...step, at: { x: (index % 3) * 320, y: Math.floor(index / 3) * 260 } }))
  const draft = workflowDefinition.parse({
    start: { trigger: { type: 'conversation_opened' }, next: 'who' },
    steps,
  })
  return (await owner.client.call(postWorkflow, { body: { name: 'Who and where', draft } })).id
}
