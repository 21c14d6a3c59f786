import type { Page } from 'playwright-core'

/** What somebody sees, piece by piece in its order, and the conversations of the list that is there. */
export type Screen = Readonly<{ texts: readonly string[]; rows: readonly string[] }>

/** What a page shows now. Times are told by what they say to machines: how long ago they were changes by itself. */
export async function readScreen(page: Page): Promise<Screen> {
  const { texts, rows } = await page.evaluate<Screen>(reader)
  return { texts: texts.map((text) => text.replaceAll(lasting, '…').replaceAll(/\s+/g, ' ')), rows }
}

// "<1m", "34m", "5h", "2d 3h", "1m 04s".
const lasting = /<?\b\d+\s?(?:s|m|min|h|hr|d|day|days)\b/g

// Where one is, what one writes, and who else looks just now differ from page to page; so does what had not been read when
// this page came to a thread.
const passing = [
  'script',
  'style',
  '[role=separator]',
  '[class*=composer_]',
  '[data-viewers]',
  '[data-key=unread]',
  '[class*=focus-guard]',
]

const reader = `(() => {
  const passing = ${JSON.stringify(passing.join())}
  const texts = []
  const read = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const text = node.data.trim()
      if (text !== '') texts.push(text)
    } else if (node.nodeType === Node.ELEMENT_NODE && !node.matches(passing) && node.checkVisibility()) {
      if (node.matches('time')) texts.push('at ' + node.dateTime)
      else if (node.matches('input[type=checkbox], input[type=radio]')) texts.push(node.checked ? '[x]' : '[ ]')
      else if (node.matches('input, textarea, select')) texts.push('[' + node.value + ']')
      else {
        if (node.matches('[role=img], img')) texts.push(node.getAttribute('aria-label') ?? node.alt ?? '')
        for (const child of node.childNodes) read(child)
      }
    }
  }
  for (const part of document.querySelectorAll('nav, main')) {
    if (part.parentElement.closest('nav, main') === null) read(part)
  }
  const rows = [...document.querySelectorAll('main [data-index] a[href*="/inbox/"]')]
    .map((row) => [Number(row.closest('[data-index]').dataset.index), new URL(row.href).pathname.split('/').at(-1)])
    .sort(([a], [b]) => a - b)
    .map(([, id]) => id)
  return { texts, rows }
})()`

/** What one shows and the other does not, with a little around it; nothing where they are the same. */
export function differencesOf(shown: Screen, afresh: Screen): readonly string[] {
  const [kept, fresh] = [shown.texts, afresh.texts]
  const start = kept.findIndex((text, index) => text !== fresh[index])
  if (start < 0 && kept.length === fresh.length) return []

  const from = start < 0 ? kept.length : start
  let same = 0
  while (same < Math.min(kept.length, fresh.length) - from && kept.at(-1 - same) === fresh.at(-1 - same)) same += 1
  const part = (texts: readonly string[]) =>
    texts
      .slice(from, texts.length - same)
      .slice(0, 60)
      .join(' | ')
  return [
    `after:  ${kept.slice(Math.max(0, from - 6), from).join(' | ')}`,
    `shown:  ${part(kept)}`,
    `server: ${part(fresh)}`,
  ]
}
