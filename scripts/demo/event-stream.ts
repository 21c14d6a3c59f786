/** One entry of a stream of server-sent events. */
type Entry = Readonly<{ id: string; data: string }>

/** Reads server-sent events, as far as Fairlead uses them: an id and data of one line; comments are passed over. */
export async function* readEventStream(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Entry> {
  if (body === null) return
  let rest = ''
  const decoder = new TextDecoder()
  for await (const chunk of body) {
    const blocks = `${rest}${decoder.decode(chunk, { stream: true })}`.split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => [line.split(':', 1)[0], line.replace(/^\w*: ?/, '')]))
      const data = fields.get('data')
      if (data !== undefined) yield { id: fields.get('id') ?? '', data }
    }
  }
}
