import type { GraphEmulator } from '../emulators/graph.ts'
import type { Line } from './dialogue.ts'
import { type Door, readSample } from './door.ts'
import type { Customer } from './people.ts'
import type { Random } from './random.ts'
import { utter } from './script.ts'
import { sentAutomatically } from './shop.ts'

type Phone = ReturnType<GraphEmulator['customer']>

/** Opens a chat on a customer's phone, which belongs to the provider's stand-in. */
export function openWhatsapp(graph: GraphEmulator, { waId, name }: Customer): Door {
  const phone = graph.customer(waId, { name })
  const answers = () =>
    graph.chat(waId).messages.filter(({ direction, text }) => direction === 'out' && !text.includes(sentAutomatically))
  // The provider keeps one chat for ever; only what comes from now on is an answer.
  const before = answers().length

  return {
    async say(line, random) {
      const { status } = await send(phone, line, random)
      if (status !== 200) throw new Error(`the webhook answered ${status ?? 'nothing'}`)
    },
    countAnswers: () => answers().length - before,
    async like() {
      const last = answers().at(-1)
      if (last !== undefined) await phone.react(last.id, '👍')
    },
    leave: async () => {},
  }
}

async function send(phone: Phone, line: Line, random: Random) {
  if (line === 'voice note') {
    return phone.sendVoice(await readSample('voice.ogg'))
  } else if (typeof line === 'object' && 'place' in line) {
    return phone.sendLocation(line.place)
  } else if (typeof line === 'object' && 'picture' in line) {
    return phone.sendImage(await readSample(`${line.picture}.jpg`), line.caption)
  } else {
    return phone.sendText(utter(line, random))
  }
}
