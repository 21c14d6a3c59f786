import { translations } from '../../i18n/translations.ts'

let registration: Promise<ServiceWorkerRegistration | null> | null = null

/** Null where there is none: an insecure address, or a browser without. */
export function serviceWorker(): Promise<ServiceWorkerRegistration | null> {
  registration ??= register()
  return registration
}

async function register(): Promise<ServiceWorkerRegistration | null> {
  if (!('serviceWorker' in navigator)) return null
  try {
    await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })
    return await navigator.serviceWorker.ready
  } catch {
    return null
  }
}

/** What this page is made of: whoever loads it again without a connection has it. */
export async function tellLoaded(): Promise<void> {
  const worker = await serviceWorker()
  if (worker === null) return
  // What is asked for from now on passes by the worker, which keeps it by itself.
  await looksAfterUs()
  let isFirst = true
  new PerformanceObserver((loaded) => {
    const parts = loaded.getEntries().filter(isPart)
    // What was asked for before may still be on its way, and comes past the worker.
    const told = isFirst ? parts : parts.filter(({ workerStart }) => workerStart === 0)
    isFirst = false
    const paths = new Set(told.map(({ name }) => new URL(name).pathname))
    if (paths.size > 0) worker.active?.postMessage({ type: 'loaded', paths: [...paths] })
  }).observe({ type: 'resource', buffered: true })
}

function isPart(entry: PerformanceEntry): entry is PerformanceResourceTiming {
  return entry.name.startsWith(`${location.origin}/assets/`)
}

async function looksAfterUs(): Promise<void> {
  const { serviceWorker: container } = navigator
  if (container.controller !== null) return
  await new Promise((resolve) => container.addEventListener('controllerchange', resolve, { once: true }))
}

/** Somebody chose a notification: the app goes there without being loaded again. */
export function onChosen(open: (conversationId: string) => void): () => void {
  if (!('serviceWorker' in navigator)) return () => undefined
  const ended = new AbortController()
  navigator.serviceWorker.addEventListener(
    'message',
    ({ data }: MessageEvent<{ type?: string; conversationId?: string }>) => {
      if (data.type === 'open' && data.conversationId !== undefined) open(data.conversationId)
    },
    { signal: ended.signal },
  )
  return () => ended.abort()
}

/** The words around a push, in the language of this device: when it comes, nobody is here to ask. */
export async function tellWords(): Promise<void> {
  await translations.load(['notifications'])
  const t = translations.translate<'notifications'>(['notifications'])
  const words = {
    assigned: t('told.assigned'),
    message: t('told.message'),
    mention: t('told.mention'),
    undelivered: t('told.undelivered'),
    waiting: t('told.waiting'),
    assignedBy: t('told.assignedBy', { name: '%name%' }),
    messageBy: t('told.messageBy', { name: '%name%' }),
    mentionBy: t('told.mentionBy', { name: '%name%' }),
    undeliveredBy: t('told.undeliveredBy', { name: '%name%' }),
    waitingBy: t('told.waitingBy', { name: '%name%' }),
  }
  const worker = await serviceWorker()
  worker?.active?.postMessage({ type: 'words', words })
}
