import { Chat } from '../../../widget/src/chat/chat.ts'
import { createDoors } from '../../../widget/src/chat/doors.ts'
import { createShelf } from '../../../widget/src/chat/shelf.ts'
import { createSseParser, type SseMessage } from '../../../widget/src/chat/sse.ts'
import { createStorage } from '../../../widget/src/chat/testing.ts'
import { createRepeats } from './repeats.ts'
import type { Visit } from './visitor.ts'

const afterAll = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** All of the widget but what it draws, in a browser of its own. */
export const visit: Visit = ({ name, base, directly }) => {
  const storage = createStorage()
  const shelf = createShelf(name, () => storage, null)
  const repeats = createRepeats()
  const doors = createDoors(base)
  const chat = new Chat({
    // Tabs of one browser take turns by it, and the process has the locks of only one.
    channelId: name,
    doors: {
      ...doors,
      events: async (...asked) => overhear(await doors.events(...asked), repeats.hear),
    },
    shelf,
    alarm: new EventTarget(),
    locale: 'en',
    pageUrl: 'https://shop.example/ropes',
    onState: () => undefined,
    onMessage: () => undefined,
    onRefusal: () => undefined,
  })
  chat.start(null)
  chat.setSeen(true)

  return {
    write: (text) => chat.send(text, []),
    waiting: () => chat.state.outbox.filter(({ failure }) => failure === null).length,
    shown: () =>
      chat.state.messages.map(({ author, text }) => ({ direction: author.type === 'contact' ? 'in' : 'out', text })),
    async lacks() {
      const { messages } = await createDoors(directly).older(shelf.visitor()?.token ?? '', afterAll)
      const shown = new Set(chat.state.messages.map(({ id }) => id))
      return messages.some(({ id }) => !shown.has(id))
    },
    arrivedAgain: repeats.count,
    leave: () => chat.stop(),
  }
}

function overhear(response: Response, hear: (message: SseMessage) => void): Response {
  const decoder = new TextDecoder()
  const read = createSseParser(hear)
  const ear = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      read(decoder.decode(chunk, { stream: true }))
      controller.enqueue(chunk)
    },
  })
  return new Response(response.body?.pipeThrough(ear) ?? null, response)
}
