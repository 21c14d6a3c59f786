/**
 * The words of a mail that is written in HTML, and where in them it begins to repeat what it answers. Read in one pass
 * without a tree, so that no nesting is too deep.
 */
import { Parser } from 'htmlparser2'

/** `end` Infinity: everything behind it is repeated. */
export type Quote = Readonly<{ start: number; end: number }>

export type HtmlText = Readonly<{ text: string; quotes: readonly Quote[] }>

const chunkLength = 8192
const deepest = 3000

type Attributes = Readonly<Record<string, string>>
type Open = { name: string; quoteFrom: number | null; isSilent: boolean }

const silent = new Set(['style', 'script', 'head', 'title', 'noscript', 'template', 'object', 'svg', 'math'])
const blocks = new Set(
  'address article aside blockquote body center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul'.split(
    ' ',
  ),
)
const paragraphs = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'pre', 'blockquote'])
const empty = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))

export function textOfHtml(html: string): HtmlText {
  const written = new Written()
  const quotes: Quote[] = []
  const open: Open[] = []
  let silence = 0

  const close = ({ name, quoteFrom, isSilent }: Open) => {
    if (isSilent) silence -= 1
    if (quoteFrom !== null) quotes.push({ start: quoteFrom, end: written.length })
    if (paragraphs.has(name)) written.breakLine(2)
    else if (blocks.has(name)) written.breakLine(1)
    else if (name === 'td' || name === 'th') written.write(' ')
  }
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === 'br') written.breakLine(1, true)
        if (paragraphs.has(name)) written.breakLine(2)
        else if (blocks.has(name)) written.breakLine(1)
        const kind = silence > 0 ? null : quoteKind(name, attributes)
        if (kind === 'from-here') quotes.push({ start: written.length, end: Number.POSITIVE_INFINITY })
        if (name === 'li') written.write('- ')
        if (empty.has(name)) return
        const isSilent = silent.has(name) || isHidden(attributes)
        if (isSilent) silence += 1
        open.push({ name, quoteFrom: kind === 'inside' ? written.length : null, isSilent })
      },
      ontext(text) {
        if (silence === 0) written.write(text)
      },
      onclosetag(name) {
        // Whatever was left open inside it ends with it; what was never opened ends nothing.
        if (empty.has(name) || !open.some((each) => each.name === name)) return
        for (let last = open.pop(); last !== undefined; last = open.pop()) {
          close(last)
          if (last.name === name) break
        }
      },
      oncomment(text) {
        if (text.trim() === 'originalMessage') quotes.push({ start: written.length, end: Number.POSITIVE_INFINITY })
      },
    },
    { decodeEntities: true },
  )
  // Whoever nests deeper means no reader well: the parser's own list of what is open grows slow.
  for (let at = 0; at < html.length && open.length < deepest; at += chunkLength) {
    parser.write(html.slice(at, at + chunkLength))
  }
  if (open.length < deepest) parser.end()
  for (const last of open.toReversed()) close(last)
  return { text: written.text, quotes: quotes.toSorted((a, b) => a.start - b.start) }
}

/** Text with its white space as a browser shows it. */
class Written {
  #parts: string[] = []
  #newlines = 2
  #needsSpace = false
  length = 0

  get text(): string {
    return this.#parts.join('')
  }

  write(given: string): void {
    for (const part of given.split(/([ \t\r\n\f]+)/)) {
      if (part === '') continue
      if (/^[ \t\r\n\f]+$/.test(part)) {
        this.#needsSpace = this.#newlines === 0
      } else {
        this.#add(`${this.#needsSpace ? ' ' : ''}${part.replaceAll('\u00a0', ' ')}`)
        this.#needsSpace = false
        this.#newlines = 0
      }
    }
  }

  /** Ends the line, with as many breaks in a row as wanted; `isMore`: one more than there are. */
  breakLine(wanted: number, isMore = false): void {
    const missing = isMore ? (this.#newlines < 2 ? 1 : 0) : wanted - this.#newlines
    if (missing > 0) this.#add('\n'.repeat(missing))
    this.#newlines = Math.max(this.#newlines, 0) + Math.max(missing, 0)
    this.#needsSpace = false
  }

  #add(text: string): void {
    this.#parts.push(text)
    this.length += text.length
  }
}

function isHidden({ style = '', hidden }: Attributes): boolean {
  return hidden !== undefined || /display\s*:\s*none|mso-hide\s*:\s*all/i.test(style)
}

/** How mail programs mark what they repeat. Outlook puts `x_` before the names in mails it forwards. */
function quoteKind(name: string, attributes: Attributes): 'inside' | 'from-here' | null {
  const classes = (attributes.class ?? '').split(/\s+/).map(bare)
  const id = bare(attributes.id ?? '')
  const style = (attributes.style ?? '').replace(/\s+/g, '').toLowerCase()
  if (classes.some((each) => quoteClasses.has(each))) return 'inside'
  if (name === 'blockquote' && attributes.type?.toLowerCase() === 'cite') return 'inside'
  if (/^(ydp.*yahoo_quoted|yahoo_quoted.*)$/.test(id) || attributes.name === 'quote') return 'inside'
  if (quoteIds.has(id)) return 'from-here'
  // Outlook draws a line above the head of what it repeats.
  return name === 'div' && /border-top:solid#(e1e1e1|b5c4df)1\.0pt/.test(outlookBorder(style)) ? 'from-here' : null
}

const quoteClasses = new Set([
  ...['gmail_quote', 'gmail_quote_container', 'gmail_extra', 'protonmail_quote', 'yahoo_quoted', 'moz-cite-prefix'],
  ...['moz-forward-container', 'fairlead_quote'],
])
const quoteIds = new Set([
  ...['appendonsend', 'divrplyfwdmsg', 'stopspelling', 'mail-editor-reference-message-container', 'originalmessage'],
  ...['ms-outlook-mobile-body-separator-line', 'reply-intro', 'isreplycontent', 'isforwardcontent'],
])

function bare(text: string): string {
  return text.toLowerCase().replace(/^(x_)+/, '')
}

function outlookBorder(style: string): string {
  return /border-top:[^;]*/.exec(style)?.[0] ?? ''
}
