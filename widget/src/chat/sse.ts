export type SseMessage = Readonly<{ id: string; event: string; data: string }>

/**
 * Reads server-sent events from a text stream, in whatever pieces it comes. `EventSource` itself cannot be used: it
 * sends no `Authorization`, and a token in an address ends up in logs.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export function createSseParser(onMessage: (message: SseMessage) => void): (chunk: string) => void {
  let rest = ''
  let id = ''
  let event = ''
  let data: string[] = []

  return (chunk) => {
    rest += chunk
    // A carriage return at the very end may be the first half of a line end that is still on its way.
    const lineEnd = /\r\n|\n|\r(?!$)/g
    let start = 0
    for (let match = lineEnd.exec(rest); match; match = lineEnd.exec(rest)) {
      readLine(rest.slice(start, match.index))
      start = lineEnd.lastIndex
    }
    rest = rest.slice(start)
  }

  function readLine(line: string) {
    if (line === '') {
      if (data.length > 0) onMessage({ id, event: event || 'message', data: data.join('\n') })
      event = ''
      data = []
      return
    }

    const colon = line.indexOf(':')
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'data') data.push(value)
    else if (field === 'event') event = value
    else if (field === 'id' && !value.includes('\0')) id = value
  }
}
