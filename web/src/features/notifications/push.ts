import { deletePushSubscription, getPushKey, listPushSubscriptions, postPushSubscription } from '@fairlead/sdk'
import { queryOptions } from '@tanstack/react-query'
import { client } from '../../api.ts'
import { askPermission } from './desktop.ts'
import { serviceWorker } from './service-worker.ts'

const kept = 'fairlead.push'

export const devicesQuery = queryOptions({
  queryKey: ['push-devices'] as const,
  queryFn: async ({ signal }) => (await client.call(listPushSubscriptions, { signal })).data,
  staleTime: 0,
})

export const canPush = () => 'PushManager' in globalThis && 'serviceWorker' in navigator

/** Which of the devices this one is; null when it is told nothing. */
export async function thisDevice(): Promise<string | null> {
  const worker = canPush() ? await serviceWorker() : null
  return (await worker?.pushManager.getSubscription()) ? localStorage.getItem(kept) : null
}

/** `denied`: the person, or the browser, says no. `unavailable`: the service of the browser's maker is out of reach. */
export type Pushed = 'on' | 'denied' | 'unavailable'

export async function pushHere(): Promise<Pushed> {
  const worker = await serviceWorker()
  if (worker === null) return 'unavailable'
  if ((await askPermission()) !== 'granted') return 'denied'
  const { publicKey } = await client.call(getPushKey, {})
  const { endpoint, keys } = (await subscribe(worker, publicKey))?.toJSON() ?? {}
  if (endpoint === undefined || keys?.p256dh === undefined || keys.auth === undefined) return 'unavailable'
  const { id } = await client.call(postPushSubscription, {
    body: { endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth }, device: deviceName() },
  })
  localStorage.setItem(kept, id)
  return 'on'
}

/** Whoever uses this browser next is told nothing of ours. */
export async function pushHereNoMore(): Promise<void> {
  const id = await thisDevice()
  if (id === null) return
  localStorage.removeItem(kept)
  const subscription = await (await serviceWorker())?.pushManager.getSubscription()
  await subscription?.unsubscribe()
  await client.call(deletePushSubscription, { params: { id } })
}

// With another secret of the server it is another sender, and the browser wants the old one to be gone first.
async function subscribe(worker: ServiceWorkerRegistration, publicKey: string): Promise<PushSubscription | null> {
  const options = { userVisibleOnly: true, applicationServerKey: publicKey }
  try {
    return await worker.pushManager.subscribe(options)
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
    if (error.name !== 'InvalidStateError') return null
    await (await worker.pushManager.getSubscription())?.unsubscribe()
    return worker.pushManager.subscribe(options)
  }
}

function deviceName(): string {
  const agent = navigator.userAgent
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\//.exec(agent)?.[1] ?? ''
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|CrOS|Linux)/.exec(agent)?.[1] ?? ''
  const names: Readonly<Record<string, string>> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS X': 'Mac', CrOS: 'Chromebook' }
  return [browser, system]
    .map((word) => names[word] ?? word)
    .filter(Boolean)
    .join(', ')
}
