import { once } from 'node:events'
import { request as ask, createServer } from 'node:http'
import { freePort } from './server.ts'

/** What stands between browsers and a server: whether anything comes through, and what the app's page is. */
export type Front = Readonly<{
  url: string
  /** `away`: nobody answers. `slow`: whoever asks for a page waits in vain. */
  become(state: 'open' | 'away' | 'slow'): void
  /** From now on the page of the app is another version, with this in its head. */
  renew(tag: string): void
  stop(): Promise<void>
}>

/** Reserves an address at first, so that a server can be told that it is its own. */
export async function openFront(): Promise<Front & { lead(to: string): void }> {
  let state: 'open' | 'away' | 'slow' = 'open'
  let target = ''
  let tag = ''
  const port = await freePort()
  const server = createServer((incoming, outgoing) => {
    const { method, headers, url = '/' } = incoming
    const isPage = headers['sec-fetch-mode'] === 'navigate' || url === '/'
    if (state === 'away') incoming.socket.destroy()
    if (state === 'away' || (state === 'slow' && isPage)) return
    const sent = ask(
      `${target}${url}`,
      // What is to be changed has to be readable, and asked for whole.
      { method, headers: isPage ? without(headers, ['accept-encoding', 'if-none-match']) : headers },
      async (answer) => {
        if (isPage && tag !== '') {
          const chunks: Buffer[] = []
          for await (const chunk of answer) chunks.push(chunk)
          const page = Buffer.concat(chunks).toString().replace('</head>', `${tag}</head>`)
          const { 'content-length': _, etag: __, ...rest } = answer.headers
          outgoing.writeHead(answer.statusCode ?? 502, rest).end(page)
        } else {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
          answer.pipe(outgoing)
        }
        answer.on('error', () => outgoing.destroy())
      },
    )
    sent.on('error', () => outgoing.destroy())
    outgoing.on('close', () => sent.destroy())
    incoming.pipe(sent)
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')

  return {
    url: `http://127.0.0.1:${port}`,
    lead(to) {
      target = to
    },
    become(next) {
      state = next
      if (next === 'away') server.closeAllConnections()
    },
    renew(next) {
      tag = next
    },
    async stop() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function without(headers: NodeJS.Dict<string | string[]>, names: readonly string[]): NodeJS.Dict<string | string[]> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)))
}
