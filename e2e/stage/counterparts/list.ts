import type { ChannelType } from '@fairlead/sdk'
import { startGraphFront } from '../../../scripts/emulators/graph-front.ts'
import { openApi } from './api.ts'
import type { Counterpart } from './counterpart.ts'
import { openEmail } from './email.ts'
import { openInstagram } from './instagram.ts'
import { openLine } from './line.ts'
import { openMessenger } from './messenger.ts'
import { openSms } from './sms.ts'
import { openTelegram } from './telegram.ts'
import { openTiktok } from './tiktok.ts'
import { openWebchat } from './webchat.ts'
import { openWhatsapp } from './whatsapp.ts'

const openers: Readonly<Record<ChannelType, () => Promise<Counterpart>>> = {
  whatsapp: openWhatsapp,
  messenger: openMessenger,
  instagram: openInstagram,
  telegram: openTelegram,
  email: openEmail,
  sms: openSms,
  webchat: openWebchat,
  line: openLine,
  tiktok: openTiktok,
  api: openApi,
}

/** A customer on each of these types of channel, and what one server is started with to speak to all of them. */
export async function openCounterparts(types: readonly ChannelType[]) {
  await using opening = new AsyncDisposableStack()
  const all: Counterpart[] = []
  for (const type of types) all.push(opening.adopt(await openers[type](), ({ stop }) => stop()))

  const products = all.flatMap(({ product }) => product ?? [])
  const graph = products.length > 0 ? opening.adopt(await startGraphFront(products), ({ stop }) => stop()) : null
  const environment = all.flatMap((each) => Object.entries(each.environment))
  const running = opening.move()
  return {
    all,
    environment: Object.fromEntries(graph ? [...environment, ['FAIRLEAD_META_URL', graph.url]] : environment),
    stop: () => running.disposeAsync(),
  }
}
