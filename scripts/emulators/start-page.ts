import { string } from './desk/control.ts'
import { type HttpRequest, html, json, jsonOf, type Reply } from './desk/exchange.ts'
import { postControl } from './desk/post-control.ts'
import { openServer } from './desk/server.ts'
import type { StandIn, StandIns } from './stand-ins.ts'

/** A page with every stand-in: what to enter in Fairlead, what to give back, and where the customer's page is. */
export async function openStartPage(
  { all, environment }: StandIns,
  port: number,
): Promise<AsyncDisposable & { url: string }> {
  const { url, close } = await openServer({
    name: 'start page',
    port,
    isControl: () => true,
    control: (request) => answer(request, all, environment),
    serve: () => Promise.reject(new Error('Nobody calls this page.')),
  })
  return { url, [Symbol.asyncDispose]: close }
}

// As in the stand-ins themselves: nothing for other hosts, nothing that a page elsewhere can post.
async function answer(
  request: HttpRequest,
  all: readonly StandIn[],
  environment: StandIns['environment'],
): Promise<Reply> {
  const { method, path, headers } = request
  const host = headers.get('host')?.replace(/:\d+$/, '') ?? ''
  if (!['127.0.0.1', 'localhost'].includes(host)) return json({ error: 'not for other hosts' }, 403)
  if (method === 'GET' && path === '/') return pageOf(all, environment)
  if (method !== 'POST' || path !== '/connect') return json({ error: 'no such thing' }, 404)
  if (!headers.get('content-type')?.startsWith('application/json')) return json({ error: 'only JSON' }, 415)

  const body = jsonOf(request)
  const standIn = all.find(({ name }) => name === body.name)
  if (standIn === undefined) return json({ error: 'no such stand-in' }, 404)
  return connect(standIn, body)
}

/** Tells the stand-in what Fairlead showed. */
async function connect({ url, wants, known }: StandIn, body: Readonly<Record<string, unknown>>): Promise<Reply> {
  try {
    const given = Object.fromEntries(wants.map((want) => [want, string(body[want])]))
    const response = await postControl(url, 'connect', { ...known, ...given })
    return { status: response.status, headers: { 'content-type': 'application/json' }, body: await response.text() }
  } catch (error) {
    return json({ error: error instanceof Error ? error.message : String(error) }, 400)
  }
}

function pageOf(all: readonly StandIn[], environment: StandIns['environment']): Reply {
  const start = Object.entries(environment).map(([name, value]) => `${name}=${value}`)
  const reply = html(`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>Stand-ins of the providers</title>
    <style>
      body { margin: 0 auto; max-width: 52rem; padding: 1rem; font: 1rem/1.4 system-ui, sans-serif; color: #222; }
      section { border-block-start: 1px solid #ddd; padding-block: .5rem; }
      code, pre { background: #f3f0ea; padding: .1rem .3rem; border-radius: .3rem; overflow-wrap: anywhere; white-space: pre-wrap; }
      dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: .5rem 0; }
      dd { margin: 0; }
      form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; }
      label { display: grid; font-size: .8rem; color: #555; flex: 1; min-inline-size: 12rem; }
      input, button { font: inherit; padding: .3rem .5rem; }
    </style>
  </head>
  <body>
    <h1>Stand-ins of the providers</h1>
    <p>Start Fairlead with</p>
    <pre>${escaped(start.join(' \\\n'))}</pre>
    ${all.map(sectionOf).join('\n')}
    <script>
      for (const form of document.forms) {
        form.addEventListener('submit', async (event) => {
          event.preventDefault()
          const body = JSON.stringify(Object.fromEntries(new FormData(form)))
          const headers = { 'content-type': 'application/json' }
          const response = await fetch('/connect', { method: 'POST', headers, body })
          const result = await response.json()
          form.querySelector('output').textContent = response.ok ? 'Connected.' : result.error
        })
      }
    </script>
  </body>
</html>
`)
  const policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'"
  return { ...reply, headers: { ...reply.headers, 'content-security-policy': policy } }
}

function sectionOf({ name, url, enter, wants }: StandIn): string {
  const rows = Object.entries(enter).map(([key, value]) => `<dt>${key}</dt><dd><code>${escaped(value)}</code></dd>`)
  const fields = wants.map((want) => `<label>${want} <input name="${want}" required autocomplete="off" /></label>`)
  const form =
    wants.length === 0
      ? '<p>Fairlead tells it where to call; nothing is to be pasted here.</p>'
      : `<form><input type="hidden" name="name" value="${escaped(name)}" />${fields.join('')}<button>Connect</button><output></output></form>`
  return `<section><h2>${escaped(name)}</h2>
    <p><a href="${url}/">Write as a customer</a></p>
    <p>Enter in Fairlead:</p><dl>${rows.join('')}</dl>${form}</section>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
