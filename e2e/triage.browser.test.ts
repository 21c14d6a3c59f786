/** Thirty wait, and one person with a keyboard goes through them: nothing is clicked, and nothing pointed at. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Conversation, getConversation, postMacro, postSnippet, putTag } from '@fairlead/sdk'
import type { Page } from 'playwright-core'
import { picture } from './stage/browser.ts'
import { type Desk, openDesk, type Writer } from './stage/desk.ts'
import { becomes, eventually } from './stage/server.ts'
import { wordsOf } from './stage/words.ts'

const howMany = 30

type Words = Readonly<{
  agents: readonly [string, string]
  /** As much of the other's name as one types. */
  other: string
  firstNames: string
  lastName: string
  question: string
  tags: readonly [string, string]
  snippet: Readonly<{
    shortcut: string
    typed: string
    name: string
    text: string
    sent: (firstName: string) => string
  }>
  macro: string
}>

const tongues: Readonly<Record<'en' | 'de', Words>> = {
  en: {
    agents: ['Ana Example', 'Ben Sample'],
    other: 'sampl',
    firstNames: 'Ada Bea Cal Dot Eli Fay Gil Hal Ida Jem Kit Lou Mae Ned Ora Pam Quin Roy Sue Tom Una Val Wes Xan Yan',
    lastName: 'Nobody',
    question: 'Where is parcel number',
    tags: ['delivery', 'returns'],
    snippet: {
      ...{ shortcut: 'onway', typed: '/onw', name: 'On its way' },
      text: 'Hello {{contact.first_name}}, it is on its way.',
      sent: (firstName) => `Hello ${firstName}, it is on its way.`,
    },
    macro: 'Ask the warehouse',
  },
  de: {
    agents: ['Änne Beispiel', 'Björn Muster'],
    other: 'muste',
    firstNames:
      'Uwe Jörg Käthe Lütje Möwe Nölle Öse Grete Hanno Ilse Jupp Knut Lene Mats Nele Otto Pia Rike Sven Thea Udo Vera Willi Xaver Yves',
    lastName: 'Niemand',
    question: 'Wo bleibt das Päckchen Nummer',
    tags: ['lieferung', 'rückgabe'],
    snippet: {
      ...{ shortcut: 'unterwegs', typed: '/unt', name: 'Ist unterwegs' },
      text: 'Guten Tag, {{contact.first_name}}, es ist unterwegs.',
      sent: (firstName) => `Guten Tag, ${firstName}, es ist unterwegs.`,
    },
    macro: 'Im Lager nachfragen',
  },
}

for (const language of ['en', 'de'] as const) {
  test(`thirty who wait are gone through by keys alone (${language})`, async (t) => {
    const say = wordsOf(language)
    const words = tongues[language]
    await using desk = await openDesk({
      ...{ language, agents: words.agents, policy: { strategy: 'manual' } },
      undoSeconds: 15,
    })
    await fill(desk, words)
    await desk.write(writersOf(words))
    const queue = await desk.waiting(howMany)
    const [ana, ben] = desk.people
    assert.ok(ana && ben)
    const page = await desk.open(ana, { language })
    const keys = keyboardOf(page)
    const { press, type } = keys
    const outcome = new Map<number, Outcome>()
    const note = (places: readonly number[], what: Outcome) => {
      for (const place of places) outcome.set(place, { ...outcome.get(place), ...what })
    }
    const waiting = page
      .getByRole('navigation', { name: say('inbox:views.label') })
      .getByRole('link', { name: new RegExp(`^${say('inbox:views.waiting')}`) })
    const untilWaiting = async (count: number) => {
      await eventually(
        () => waiting.textContent(),
        (text) => text === `${say('inbox:views.waiting')}${count === 0 ? '' : count}`,
      )
      await becomes(() => page.locator('[data-index]').first().getAttribute('aria-setsize'), String(count))
    }
    const untilOpen = (place: number) => page.waitForURL((url) => url.pathname.endsWith(queue[place]?.id ?? '-'))
    const untilSelected = (count: number) =>
      page.getByText(say('assignment:bulk.selected', { count })).first().waitFor()
    const reach = async (count: number) => {
      for (let selected = 2; selected <= count; selected += 1) {
        await press('Shift+ArrowDown')
        await untilSelected(selected)
      }
    }
    const palette = (name: string) => page.getByRole('dialog').getByRole('combobox', { name, exact: true }).waitFor()

    // Whoever comes in the morning looks who waits, and takes the longest first.
    await waiting.waitFor()
    await press('Control+k')
    await palette(say('commands:palette.title'))
    await press('Escape')
    await press('g', 'w')
    await page.waitForURL(/\/inbox\/waiting/)
    await untilWaiting(30)
    await press('j')
    await untilOpen(0)
    await picture(page, `triage-begin-${language}`)

    // Five of one kind go to somebody else at once.
    await reach(5)
    await press('a')
    await page.getByRole('listbox', { name: say('assignment:picker.labelMany', { count: 5 }) }).waitFor()
    await picture(page, `triage-picker-${language}`)
    await type(words.other)
    await press('Enter')
    await untilWaiting(25)
    note([0, 1, 2, 3, 4], { assigneeId: ben.memberId })

    // Four need nothing more than a tag.
    await press('j')
    await untilOpen(5)
    await reach(4)
    await press('t')
    await palette(say('inbox:bulk.addTags'))
    await type(words.tags[0])
    await press('Enter')
    await page.getByText(say('inbox:bulk.done.add_tags', { count: 4 })).waitFor()
    await press('e')
    await page.getByRole('dialog', { name: say('closing:dialog.titleMany', { count: 4 }) }).waitFor()
    await press('Control+Enter')
    await untilWaiting(21)
    note([5, 6, 7, 8], { tags: [words.tags[0]], status: 'closed' })

    // One is taken, and answered with what is always answered.
    await press('j')
    await untilOpen(9)
    await press('c')
    await untilWaiting(20)
    await press('p')
    await palette(say('commands:priority'))
    await type(say('inbox:priority.urgent'))
    await press('Enter')
    await press('t')
    await palette(say('commands:tag.title'))
    await type(words.tags[1])
    await press('Enter')
    await page.getByText(say('commands:tag.added', { tag: words.tags[1] })).waitFor()
    await press('r')
    await type(words.snippet.typed)
    await page.getByRole('option', { name: new RegExp(words.snippet.name) }).waitFor()
    await press('Enter')
    await picture(page, `triage-snippet-${language}`)
    await press('Control+Shift+Enter')
    const answered: Outcome = { assigneeId: ana.memberId, status: 'closed', answer: words.snippet }
    note([9], { ...answered, tags: [words.tags[1]], priority: 'urgent' })

    // The next one is answered too soon: a key takes it back, and another one puts it off after all.
    await untilOpen(10)
    await press('r')
    await type('?')
    await press('Enter')
    await page.getByText(say('snippets:held.read')).waitFor()
    await press('Escape', 'z')
    const composer = page.getByRole('textbox', { name: say('inbox:composer.reply'), exact: true })
    await eventually(
      () => composer.inputValue(),
      (text) => text === '?',
    )
    await press('Backspace', 'Escape', 's')
    await palette(say('commands:snooze'))
    await type(say('inbox:snooze.nextWeek'))
    await press('Enter')
    await untilWaiting(19)
    note([10], { status: 'snoozed' })

    // What one gives away one is done with.
    await untilOpen(11)
    await press('a')
    await page.getByRole('option', { name: new RegExp(words.agents[1]) }).waitFor()
    await type(words.other)
    await press('Enter')
    await untilWaiting(18)
    note([11], { assigneeId: ben.memberId })

    // Closed by mistake: it is back, with whoever closed it.
    await untilOpen(12)
    await press('e')
    await untilOpen(13)
    await untilWaiting(17)
    await press('z')
    await untilOpen(12)
    await untilWaiting(18)
    await picture(page, `triage-undone-${language}`)
    await press('c')
    await untilWaiting(17)
    note([12], { assigneeId: ana.memberId })

    // What is rare has no key, and is found by its name.
    await press('g', 'w')
    await page.waitForURL(/\/inbox\/waiting$/)
    await press('j')
    await untilOpen(13)
    await press('Control+k')
    await palette(say('commands:palette.title'))
    await type(say('commands:macro.title'))
    await press('Enter')
    await palette(say('commands:macro.title'))
    await type(words.macro)
    await press('Enter')
    await page.getByText(say('commands:macro.done', { name: words.macro })).waitFor()
    await untilWaiting(16)
    note([13], { assigneeId: ben.memberId, priority: 'high', tags: [words.tags[1]] })

    // One by one selected, and done together.
    await press('j')
    await untilOpen(14)
    await press('x', 'j')
    await untilOpen(15)
    await press('x')
    await untilSelected(2)
    await press('p')
    await palette(say('commands:priority'))
    await type(say('inbox:priority.high'))
    await press('Enter')
    await page.getByText(say('inbox:bulk.done.priority', { count: 2 })).waitFor()
    await press('s')
    await palette(say('commands:snooze'))
    await type(say('inbox:snooze.tomorrow'))
    await press('Enter')
    await untilWaiting(14)
    note([14, 15], { status: 'snoozed', priority: 'high' })

    // And all the others are one's own work of today.
    await press('j')
    await press('*', 'a')
    await untilSelected(14)
    await picture(page, `triage-all-${language}`)
    await press('c')
    await page.getByText(say('inbox:empty.waiting.title')).waitFor()
    note(
      Array.from({ length: 14 }, (_, index) => 16 + index),
      { assigneeId: ana.memberId },
    )
    await eventually(
      () => waiting.textContent(),
      (text) => text === say('inbox:views.waiting'),
    )
    await picture(page, `triage-done-${language}`)

    assert.equal(outcome.size, howMany)
    await theServerAgrees(desk, queue, outcome)
    t.diagnostic(`${keys.count} keys for ${howMany} conversations`)
  })
}

type Outcome = Partial<Pick<Conversation, 'assigneeId' | 'status' | 'priority' | 'tags'>> &
  Readonly<{ answer?: Words['snippet'] }>

const untouched = { assigneeId: null, status: 'open', priority: 'normal', tags: [] } as const

async function theServerAgrees(
  desk: Desk,
  queue: readonly Conversation[],
  outcome: ReadonlyMap<number, Outcome>,
): Promise<void> {
  for (const [place, { id, contact }] of queue.entries()) {
    const { answer, ...expected } = { ...untouched, ...outcome.get(place) }
    const { assigneeId, status, priority, tags } = await eventually(
      () => desk.owner.client.call(getConversation, { params: { id } }),
      (now) => now.status === expected.status,
    )
    assert.deepEqual({ assigneeId, status, priority, tags }, expected, `${place} ${contact.name}`)
    const received = desk.system.chat(`customer-${place}`).messages.map(({ text }) => text.trim())
    assert.deepEqual(received, answer ? [answer.sent(contact.name.split(' ')[0] ?? '')] : [])
  }
}

/** Counts the keys, and sees to it that after each of them the keyboard is somewhere. */
function keyboardOf(page: Page) {
  const state = { count: 0 }
  const isSomewhere = () =>
    eventually(
      () => page.evaluate<string>('document.activeElement?.tagName ?? "BODY"'),
      (tag) => tag !== 'BODY',
    )
  return {
    get count() {
      return state.count
    },
    async press(...names: readonly string[]): Promise<void> {
      for (const name of names) {
        await page.keyboard.press(name)
        state.count += 1
        await isSomewhere()
      }
    },
    async type(text: string): Promise<void> {
      await page.keyboard.type(text)
      state.count += text.length
      await isSomewhere()
    },
  }
}

async function fill({ owner, people }: Desk, { tags, snippet, macro }: Words): Promise<void> {
  const { name, shortcut, text } = snippet
  for (const tag of tags) await owner.client.call(putTag, { params: { name: tag }, body: { color: 'blue' } })
  await owner.client.call(postSnippet, { body: { name, shortcut, text, scope: 'everybody' } })
  await owner.client.call(postMacro, {
    body: {
      ...{ name: macro, isShared: true },
      steps: [
        { do: 'add_tags', tags: [tags[1]] },
        { do: 'priority', priority: 'high' },
        { do: 'assign', memberId: people[1]?.memberId ?? null },
      ],
    },
  })
}

function writersOf({ firstNames, lastName, question }: Words): Writer[] {
  const names = firstNames.split(' ')
  return Array.from({ length: howMany }, (_, index) => ({
    address: `customer-${index}`,
    name: `${names[index % names.length]} ${lastName} ${index + 1}`,
    text: `${question} ${index + 1}?`,
  }))
}
