/**
 * What is here when nothing else is: it shows what is pushed while the app is closed, and keeps the app for whoever has
 * no connection. This is all that is promised to them, and all that is kept:
 *
 * - A page that is loaded again without a connection is the app, never the browser's own page. It says that there is no
 *   connection, shows what was begun to be written on this device, and goes on by itself when the server answers.
 * - It is never the app of yesterday. Each load asks the server for the page; the kept one stands in when no answer
 *   comes in time, and only then. Its parts have names that change with what is in them.
 * - Nothing of customers is kept. What the API answers passes by.
 */
const shellCache = 'fairlead-shell'
const wordsCache = 'fairlead-words'
/** One for each version of the app, the newest last. The one before stays: a tab may still be of it. */
const partsCaches = 'fairlead-parts-'
const keptVersions = 2
const shell = '/'
/** Where the app was never loaded. */
const offlinePage = '/offline.html'
const besideShell = [offlinePage, '/favicon.svg']
/** Longer than a server that is well ever takes; nobody waits longer for a page that is here already. */
const patienceMs = 4000

let keeping = Promise.resolve()

/** Until the app has told the words of its language. */
const english = {
  assigned: 'A conversation is yours now',
  message: 'A customer wrote to you',
  mention: 'Somebody mentioned you',
  undelivered: 'A message of yours was not delivered',
  waiting: 'Somebody waits for an answer',
  assignedBy: '%name% is yours now',
  messageBy: '%name%',
  mentionBy: 'Mentioned you: %name%',
  undeliveredBy: 'Not delivered: %name%',
  waitingBy: 'Waiting: %name%',
}

self.addEventListener('install', (event) => {
  const fresh = besideShell.map((path) => new Request(path, { cache: 'reload' }))
  event.waitUntil(caches.open(shellCache).then((cache) => cache.addAll(fresh)))
  self.skipWaiting()
})

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([self.clients.claim(), caches.delete('fairlead-offline')]))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate') {
    if (isPage(pathname)) event.respondWith(answerPage(event))
  } else if (pathname.startsWith('/assets/')) {
    event.respondWith(answerPart(event))
  } else if (besideShell.includes(pathname)) {
    event.respondWith(fetch(request).catch(async () => (await inShell(pathname)) ?? Response.error()))
  }
})

self.addEventListener('message', (event) => {
  const { type, words, paths } = event.data ?? {}
  if (type === 'words') event.waitUntil(keepWords(words))
  if (type === 'loaded') event.waitUntil(keepLoaded(paths))
})

self.addEventListener('push', (event) => {
  event.waitUntil(show(event.data?.json() ?? null))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(event.notification.data?.conversationId ?? null))
})

/** What else is at this address is none of the app's pages. */
function isPage(pathname) {
  return !/^\/(api|webhooks|webchat|media)\//.test(pathname) && !/\.\w+$/.test(pathname)
}

async function answerPage(event) {
  const asked = fetch(event.request).then(async (answer) => {
    // What is too late for this load is in time for the next.
    if (isShell(answer)) event.waitUntil(keepShell(answer.clone()))
    return answer
  })
  event.waitUntil(asked.catch(() => undefined))
  const kept = await inShell(shell)
  const away = asked.catch(() => undefined)
  const answer = kept === undefined ? await away : await Promise.race([away, after(patienceMs)])
  // A proxy that has lost the server speaks for itself.
  const isAway = answer === undefined || [502, 503, 504].includes(answer.status)
  return isAway ? (kept ?? answer ?? (await inShell(offlinePage)) ?? Response.error()) : answer
}

async function answerPart(event) {
  const { url } = event.request
  const kept = await caches.match(url, { ignoreVary: true })
  if (kept !== undefined) return kept
  const answer = await fetch(event.request)
  if (answer.ok) event.waitUntil(keepPart(url, answer.clone()))
  return answer
}

function isShell({ ok, type, redirected, headers }) {
  return ok && type === 'basic' && !redirected && (headers.get('content-type') ?? '').startsWith('text/html')
}

function inShell(path) {
  return caches.match(path, { cacheName: shellCache, ignoreVary: true })
}

function keepShell(answer) {
  return inTurn(async () => {
    const before = await (await inShell(shell))?.text()
    const now = await answer.clone().text()
    if (before === now) return
    await (await caches.open(shellCache)).put(shell, answer)
    await caches.delete(await nameOf(now))
    await caches.open(await nameOf(now))
    const versions = (await caches.keys()).filter((name) => name.startsWith(partsCaches))
    await Promise.all(versions.slice(0, -keptVersions).map((name) => caches.delete(name)))
  })
}

async function nameOf(text) {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return (
    partsCaches + Array.from(new Uint8Array(hash).slice(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('')
  )
}

function keepPart(url, answer) {
  return inTurn(async () => {
    const newest = (await caches.keys()).findLast((name) => name.startsWith(partsCaches)) ?? partsCaches
    await (await caches.open(newest)).put(url, answer)
  })
}

/** Two pages loaded at once would else make the same cache twice, and the first one's parts be lost with it. */
function inTurn(keep) {
  const kept = keeping.then(keep)
  keeping = kept.catch(() => undefined)
  return kept
}

/** What a page had loaded before this worker looked after it, or an earlier version, is of the version of today. */
async function keepLoaded(paths) {
  const answer = await fetch(shell, { cache: 'no-cache' }).catch(() => undefined)
  if (answer !== undefined && isShell(answer)) await keepShell(answer)
  for (const path of paths) {
    const url = new URL(path, self.location.origin).href
    const newest = (await caches.keys()).findLast((name) => name.startsWith(partsCaches)) ?? partsCaches
    if ((await caches.match(url, { cacheName: newest, ignoreVary: true })) !== undefined) continue
    const part = (await caches.match(url, { ignoreVary: true })) ?? (await fetch(url).catch(() => undefined))
    if (part?.ok) await keepPart(url, part)
  }
}

function after(ms) {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), ms))
}

async function show(pushed) {
  if (pushed === null) return
  const windows = await allWindows()
  // Who has the app before them is told by the app.
  if (windows.some(({ focused }) => focused)) return
  const { kind, conversationId, name, text } = pushed
  const words = { ...english, ...(await knownWords()) }
  const title = name === null ? words[kind] : words[`${kind}By`]?.replace('%name%', () => name)
  await self.registration.showNotification(title ?? 'Fairlead', {
    body: text ?? '',
    tag: conversationId,
    icon: '/icon-192.png',
    badge: '/badge-96.png',
    data: { conversationId },
  })
  await navigator.setAppBadge?.().catch(() => undefined)
}

async function open(conversationId) {
  const path = conversationId === null ? '/inbox/mine' : `/inbox/all/${conversationId}`
  const windows = await allWindows()
  const [shown] = windows.toSorted(
    (a, b) => Number(b.visibilityState === 'visible') - Number(a.visibilityState === 'visible'),
  )
  if (shown === undefined) {
    await self.clients.openWindow(path)
    return
  }
  // Not every browser lets us.
  await shown.focus().catch(() => undefined)
  if (conversationId !== null) shown.postMessage({ type: 'open', conversationId })
}

// Also one that was loaded past this worker.
function allWindows() {
  return self.clients.matchAll({ type: 'window', includeUncontrolled: true })
}

async function keepWords(words) {
  await (await caches.open(wordsCache)).put('/words', new Response(JSON.stringify(words)))
}

async function knownWords() {
  const answer = await caches.match('/words', { cacheName: wordsCache })
  return answer === undefined ? {} : answer.json()
}
