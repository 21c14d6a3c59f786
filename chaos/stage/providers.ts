import { type Client, patchChannel } from '@fairlead/sdk'
import type { Crowd } from '../../bench/channels/crowd.ts'
import { crowds } from '../../bench/channels/crowds.ts'
import { startGraphFront } from '../../scripts/emulators/graph-front.ts'
import type { Provider } from '../people/world.ts'

/** The stand-ins of all providers but WhatsApp's, whose own is behind the same address of Graph. */
export async function openProviders(whatsapp: Readonly<{ url: string }>) {
  await using opening = new AsyncDisposableStack()
  const opened: Crowd[] = []
  for (const [type, open] of Object.entries(crowds)) {
    if (type === 'whatsapp') continue
    const crowd = await open()
    opening.defer(() => crowd.stop())
    opened.push(crowd)
  }
  const products = opened.flatMap(({ graph }) => (graph === undefined ? [] : [graph]))
  const front = await startGraphFront([...products, { url: whatsapp.url, has: () => true }])
  opening.defer(() => front.stop())
  const environment: Record<string, string> = { FAIRLEAD_META_URL: front.url }
  for (const crowd of opened) Object.assign(environment, crowd.environment)
  const stack = opening.move()

  return {
    environment,
    /** A channel of each type, whose conversations go to the teams in turn. On every other one a new one begins at once. */
    async connect(client: Client, url: string, teamIds: readonly string[]): Promise<readonly Provider[]> {
      return Promise.all(
        opened.map(async (crowd, index) => {
          const channelId = await crowd.connect(client, url)
          const teamId = teamIds[index % teamIds.length] ?? null
          await client.call(patchChannel, {
            params: { id: channelId },
            body: { teamId, reopenHours: index % 2 ? 48 : 0 },
          })
          return { type: crowd.type, channelId, crowd }
        }),
      )
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}
