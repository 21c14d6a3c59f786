/**
 * What is new in a mail: without what it answers and without the signature. All of it is kept beside; this is what people
 * read first. Where there is doubt, too much is shown rather than too little.
 */
import EmailReplyParser from 'email-reply-parser'
import { type HtmlText, type Quote, textOfHtml } from './html-text.ts'

/** `full`: all that it says. */
export type NewText = Readonly<{ text: string; full: string }>

/** Patterns are tried on no more than this: some are slow on what nobody ever wrote. */
const mostRead = 60_000
const mostHtml = 2_000_000
const longest = 50_000

export function newTextOf({ plain, html }: Readonly<{ plain: string | null; html: string | null }>): NewText {
  const read = html === null ? null : textOfHtml(html.slice(0, mostHtml))
  const words = (plain ?? '').replace(/\r\n?/g, '\n').trim()
  const full = words !== '' ? words : tidy(read?.text ?? '')
  // The marks that programs put into HTML say more than words; without one, what was written as text is the better text.
  const cut = read && read.quotes.length > 0 ? withoutQuotes(read) : null
  const fresh = cut ?? withoutRepeated(full)
  const text = withoutSignature(fresh)
  return { text: (text === '' ? fresh || full : text).slice(0, longest).toWellFormed(), full }
}

/** Null when what is marked does not leave an answer in one piece. */
function withoutQuotes({ text, quotes }: HtmlText): string | null {
  const merged = merge(quotes, text)
  const [only] = merged
  if (only === undefined || merged.length > 1) return null
  const before = tidy(text.slice(0, only.start))
  const after = tidy(text.slice(Math.min(only.end, text.length)))
  // Written above what it answers, as most do, or below; on both sides, it takes the quote to understand it.
  if (before !== '') return after === '' || isOnlySignature(after) ? before : null
  return after === '' ? null : after
}

// One quote within another, or right behind it, is one.
function merge(quotes: readonly Quote[], text: string): Quote[] {
  const merged: Quote[] = []
  for (const quote of quotes) {
    const last = merged.at(-1)
    if (last && (quote.start <= last.end || text.slice(last.end, quote.start).trim() === '')) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, quote.end) }
    } else {
      merged.push(quote)
    }
  }
  return merged
}

function withoutRepeated(full: string): string {
  if (full.length > mostRead) return full
  const head = beforeHead(full)
  const visible = new EmailReplyParser().read(head).getVisibleText().trim()
  return visible === '' ? head : visible
}

/** Outlook's plain texts repeat behind a head: who wrote, when, to whom, about what. */
function beforeHead(text: string): string {
  const lines = text.split('\n')
  const at = lines.findIndex(
    (line, index) => /^\s*[_-]{5,}\s*$/.test(line) && isHead(lines.slice(index + 1, index + 7)),
  )
  const from = at >= 0 ? at : lines.findIndex((_, index) => isHead(lines.slice(index, index + 6)))
  const before = from < 1 ? '' : lines.slice(0, from).join('\n').trim()
  return before === '' ? text : before
}

const headWords =
  /^\s*\*?(from|sent|date|to|cc|subject|von|gesendet|datum|an|betreff|de|enviado( el)?|envoyé|fecha|para|à|asunto|objet|assunto|da|inviato|a|oggetto|van|verzonden|aan|onderwerp|från|skickat|till|ämne)\*?\s*:\s*\S/i
const fromWords = /^\s*\*?(from|von|de|da|van|från)\*?\s*:\s*\S.*(@|<|\[)/i

function isHead(lines: readonly string[]): boolean {
  const [first = ''] = lines.filter((line) => line.trim() !== '')
  return fromWords.test(first) && lines.filter((line) => headWords.test(line)).length >= 3
}

/** Folds what stands below `-- `, and what phones add by themselves. */
function withoutSignature(text: string): string {
  const lines = text.split('\n')
  const dashes = lines.findIndex((line, index) => index > 0 && /^--\s?$/.test(line) && lines.length - index <= 20)
  const kept = dashes < 0 ? lines : lines.slice(0, dashes)
  while (kept.length > 1 && (kept.at(-1)!.trim() === '' || isDeviceLine(kept.at(-1)!))) kept.pop()
  return kept.join('\n').trim()
}

function isOnlySignature(text: string): boolean {
  return (
    text.length < 600 &&
    (/^--\s?(\n|$)/.test(text) || text.split('\n').every((line) => line.trim() === '' || isDeviceLine(line)))
  )
}

const deviceLine =
  /^\s*((sent|get) (from|with|via) (my |the )?.{2,40}|von meinem .{2,30} gesendet|(diese nachricht wurde )?von mein(em|er) .{2,40} gesendet\.?|envoyé (de|depuis) mon .{2,30}|enviado desde mi .{2,30}|enviado do meu .{2,30}|inviato da(l mio)? .{2,30}|verstuurd vanaf mijn .{2,30}|verzonden vanaf mijn .{2,30}|skickat från min .{2,30}|get outlook for (ios|android).{0,60}|outlook für (ios|android) beziehen.{0,60})\s*$/i

function isDeviceLine(line: string): boolean {
  return line.length < 120 && deviceLine.test(line)
}

function tidy(text: string): string {
  return text
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
