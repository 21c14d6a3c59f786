/**
 * A mail as a page of its own. Whoever writes to us may write any HTML: nothing of it runs, reaches for anything, or gets
 * out of its frame. What is not known to be harmless is left out, and the page's own policy forbids the rest once more.
 */
import sanitizeHtml from 'sanitize-html'

export type ShownMail = Readonly<{ html: string | null; text: string; subject: string }>

export type Shown = Readonly<{
  /** Pictures that came along, as `data:` addresses by their Content-ID. */
  inline: ReadonlyMap<string, string>
  /** Those that lie elsewhere are fetched: whoever sent the mail sees that. */
  showsRemote: boolean
}>

export type MailDocument = Readonly<{ page: string; policy: string; hasRemoteImages: boolean }>

/** More of it is shown as text: reading HTML takes longer than what is in it is worth. */
const mostHtml = 1_500_000
const mostTags = 30_000

export function mailDocument({ html, text, subject }: ShownMail, shown: Shown): MailDocument {
  const isShownAsHtml = html !== null && html.length <= mostHtml && countOf(html, '<') <= mostTags
  const { body, hasRemoteImages } = isShownAsHtml
    ? sanitized(html, shown)
    : { body: asText(text), hasRemoteImages: false }
  return { page: pageOf(subject, body), policy: policyOf(shown.showsRemote), hasRemoteImages }
}

/** Links open in a window of their own, and that is all that the page can do. */
function policyOf(showsRemote: boolean): string {
  return [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `img-src data:${showsRemote ? ' https: http:' : ''}`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
    'sandbox allow-popups allow-popups-to-escape-sandbox',
  ].join('; ')
}

function pageOf(subject: string, body: string): string {
  const style =
    'html{color-scheme:light;background:#fff}body{margin:12px;font:14px/1.5 system-ui,sans-serif;color:#1a1a1a;overflow-wrap:anywhere}img{max-width:100%;height:auto}pre{white-space:pre-wrap;font:inherit;margin:0}table{max-width:100%}blockquote{margin:0 0 0 8px;padding-left:8px;border-left:2px solid #ccc}'
  return `<!doctype html><html><head><meta charset="utf-8"><meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title><style>${style}</style></head><body>${body}</body></html>`
}

function asText(text: string): string {
  return `<pre>${escapeHtml(text)}</pre>`
}

const color = [/^#[0-9a-f]{3,8}$/i, /^rgba?\([\d\s,.%/]+\)$/i, /^[a-z]{3,20}$/i]
const size = [/^-?\d{1,4}(\.\d+)?(px|pt|em|rem|%|cm|mm|in)?$/i, /^auto$/i]
const box = [
  /^(-?\d{1,4}(\.\d+)?(px|pt|em|rem|%|cm|mm|in)?|auto)(\s+(\d{1,4}(\.\d+)?(px|pt|em|rem|%|cm|mm|in)?|auto)){0,3}$/i,
]
const border = [
  /^(\d{1,2}(\.\d+)?(px|pt|em)?|thin|medium|thick|none|solid|dashed|dotted|double|#[0-9a-f]{3,8}|rgba?\([\d\s,.%]+\)|[a-z]{3,20})(\s+(\d{1,2}(\.\d+)?(px|pt|em)?|thin|medium|thick|none|solid|dashed|dotted|double|#[0-9a-f]{3,8}|rgba?\([\d\s,.%]+\)|[a-z]{3,20})){0,2}$/i,
]
const sides = ['top', 'right', 'bottom', 'left']
const styles: Record<string, RegExp[]> = {
  ...{ color, 'background-color': color, background: color },
  ...{
    width: size,
    height: size,
    'max-width': size,
    'min-width': size,
    'font-size': [...size, /^(xx?-)?(small|large)(er)?$|^medium$/i],
  },
  ...{
    'line-height': [...size, /^normal$/i],
    'letter-spacing': size,
    margin: box,
    padding: box,
    border,
    'border-radius': box,
  },
  ...Object.fromEntries(
    sides.flatMap((side) => [
      [`margin-${side}`, size],
      [`padding-${side}`, size],
      [`border-${side}`, border],
    ]),
  ),
  'border-collapse': [/^(collapse|separate)$/i],
  'font-weight': [/^(normal|bold|bolder|lighter|[1-9]00)$/i],
  'font-style': [/^(normal|italic|oblique)$/i],
  'font-family': [/^[\w\s,'"-]{1,200}$/],
  'text-align': [/^(left|right|center|justify|start|end)$/i],
  'text-decoration': [/^(none|underline|line-through|overline)$/i],
  'text-transform': [/^(none|uppercase|lowercase|capitalize)$/i],
  'vertical-align': [/^(top|middle|bottom|baseline|sub|super)$/i],
  'white-space': [/^(normal|nowrap|pre|pre-wrap|pre-line)$/i],
  display: [/^(none|block|inline|inline-block|table|table-cell|table-row)$/i],
  direction: [/^(ltr|rtl)$/i],
}
const everywhere = ['style', 'dir', 'lang', 'title', 'align', 'valign', 'width', 'height', 'bgcolor']

function sanitized(html: string, { inline, showsRemote }: Shown): Readonly<{ body: string; hasRemoteImages: boolean }> {
  let hasRemoteImages = false
  const body = sanitizeHtml(html, {
    allowedTags:
      'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr'.split(
        ' ',
      ),
    allowedAttributes: {
      '*': everywhere,
      a: ['href', 'target', 'rel'],
      img: ['src', 'alt', 'border'],
      font: ['color', 'face', 'size'],
      table: ['border', 'cellpadding', 'cellspacing'],
      td: ['colspan', 'rowspan'],
      th: ['colspan', 'rowspan'],
      ol: ['start', 'type'],
      col: ['span'],
      colgroup: ['span'],
    },
    allowedStyles: { '*': styles },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['http', 'https', 'data'] },
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
    nestingLimit: 200,
    transformTags: {
      a: (tagName, { href, title }) => ({
        tagName,
        attribs: {
          ...(href ? { href, rel: 'noopener noreferrer nofollow', target: '_blank' } : {}),
          ...(title ? { title } : {}),
        },
      }),
      img: (tagName, { src = '', ...attribs }) => {
        const address = src.trim()
        const own = /^cid:/i.test(address)
          ? inline.get(contentIdOf(address))
          : /^data:image\//i.test(address)
            ? address
            : undefined
        const isRemote = /^https?:\/\//i.test(address)
        hasRemoteImages ||= isRemote
        const shown = own ?? (isRemote && showsRemote ? address : undefined)
        return { tagName, attribs: shown === undefined ? attribs : { ...attribs, src: shown } }
      },
    },
    // A picture that is not shown takes no room, unless it says what it would show.
    exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !attribs.src && !attribs.alt,
  })
  return { body, hasRemoteImages }
}

function contentIdOf(address: string): string {
  const id = address.slice(4)
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}

function countOf(text: string, character: string): number {
  let count = 0
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count += 1
  return count
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
