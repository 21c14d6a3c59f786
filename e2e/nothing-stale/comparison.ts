import {
  ApiError,
  countConversations,
  getConversation,
  listConversations,
  listMembers,
  listMessages,
} from '@fairlead/sdk'
import { goTo, type Place } from './places.ts'
import { differencesOf, readScreen, type Screen } from './screen.ts'
import type { Watcher } from './stage.ts'

/** What is fetched anew after events is here by then, and what is only asked for now and then is not. */
const withinMs = 8_000
const writingMs = 100_000

/** How a place differs, for somebody who has been there all day, from what a page that knows nothing shows, and the server says. */
export async function compare(watcher: Watcher, fresh: Watcher, place: Place): Promise<readonly string[]> {
  await Promise.all([watcher, fresh].map((each) => goTo(each, place)))
  // In a row, who writes stands in the place of what was written; of whoever went without a word it is told so long.
  await watcher.page.locator('main [data-writing]').first().waitFor({ state: 'detached', timeout: writingMs })
  const until = Date.now() + withinMs
  for (;;) {
    const [shown, afresh] = await Promise.all([readScreen(watcher.page), readScreen(fresh.page)])
    const differences = [...differencesOf(shown, afresh), ...(await wrongBy(watcher, place, shown))]
    if (differences.length === 0) return []
    if (Date.now() > until) return [`${watcher.name} at ${place.path}`, ...differences]
    await Promise.all([watcher, fresh].map(({ traffic }) => traffic.quiet()))
  }
}

/** The title of the tab counts what came in while one was elsewhere: never more than there is unread. */
export async function wrongTitle({ name, person: { client, memberId }, page }: Watcher): Promise<readonly string[]> {
  const counted = Number(/^\((\d+)\)/.exec(await page.title())?.[1] ?? 0)
  const { data } = await client.call(listConversations, { query: { view: 'all', limit: 100 } })
  const isOpen = (holder: string | null) => holder === null || holder === memberId
  const unread = data.filter(({ unreadCount, assigneeId }) => unreadCount > 0 && isOpen(assigneeId)).length
  return counted > unread ? [`${name}: the title says ${counted}, and ${unread} are unread`] : []
}

async function wrongBy(watcher: Watcher, { list, conversationId }: Place, screen: Screen): Promise<readonly string[]> {
  if (list !== undefined) return [...(await wrongList(watcher, list, screen)), ...(await wrongCounts(watcher, screen))]
  return conversationId === undefined ? [] : wrongConversation(watcher, conversationId, screen)
}

async function wrongList(
  { person: { client } }: Watcher,
  query: NonNullable<Place['list']>,
  { rows }: Screen,
): Promise<readonly string[]> {
  // Somebody may have deleted a view, or keep it to themselves now: then nothing is listed.
  const { data } = await client.call(listConversations, { query: { ...query, limit: 50 } }).catch((error: unknown) => {
    if (error instanceof ApiError && error.code === 'not_found') return { data: [] }
    throw error
  })
  const listed = data.map(({ id }) => id)
  return listed.join() === rows.join() ? [] : [`listed: ${rows.map(shortened)}`, `by API: ${listed.map(shortened)}`]
}

async function wrongCounts({ person: { client } }: Watcher, { texts }: Screen): Promise<readonly string[]> {
  const counts = await client.call(countConversations, {})
  const named = { Mine: counts.mine, Waiting: counts.waiting, 'All open': counts.all, Snoozed: counts.snoozed }
  return Object.entries(named).flatMap(([name, count]) => {
    const said = texts[texts.indexOf(name) + 1]
    return (count === 0 ? !/^\d+$/.test(said ?? '') : said === String(count)) ? [] : [`${name}: ${said}, not ${count}`]
  })
}

async function wrongConversation(
  { person: { client } }: Watcher,
  id: string,
  { texts }: Screen,
): Promise<readonly string[]> {
  const conversation = await client.call(getConversation, { params: { id } })
  const { data: members } = await client.call(listMembers, {})
  const { data: messages } = await client.call(listMessages, { params: { id }, query: { limit: 50 } })
  const holder = members.find((member) => member.id === conversation.assigneeId)?.name ?? 'Unassigned'
  const all = texts.join('\n')
  const said = [
    conversation.contact.name,
    holder,
    ...conversation.tags,
    ...messages.filter(({ deletedAt }) => deletedAt === null).map(({ text }) => text),
  ]
  return said.filter((text) => !all.includes(text)).map((text) => `does not show: ${text}`)
}

function shortened(id: string): string {
  return id.slice(-4)
}
