/**
 * The chat itself, in a document of our own origin: the page around it can neither read nor change it. It starts when
 * the page has said `hello`, and draws nothing before it is first opened.
 */
import { render } from 'preact'
import type { Identity, ToFrame } from './bridge.ts'
import { Chat } from './chat/chat.ts'
import { partitionedCookie } from './chat/cookie.ts'
import { createDoors } from './chat/doors.ts'
import { createShelf } from './chat/shelf.ts'
import { App } from './frame/app.tsx'
import { lookOf } from './frame/look.ts'
import { joinPage } from './frame/page.ts'
import { Scene, type SceneValue } from './frame/scene.ts'
import { chooseLocale, loadTexts, type Texts } from './frame/texts.ts'
import './frame/frame.css'

type Beginning = Readonly<{
  locale: string
  pageUrl: string | null
  isOpen: boolean
  isReset: boolean
  identity: Identity | null
}>
type Running = Readonly<{ chat: Chat; setOpen(isOpen: boolean): void }>

const root = document.getElementById('root')
if (root?.dataset.channel) run(root, root.dataset.channel)

function run(root: HTMLElement, channelId: string) {
  let running: Running | null = null
  // What the page says while our words are fetched is heard afterwards.
  let unheard: ToFrame[] | null = null
  const page = joinPage(hear)
  if (page.isAlone) void start({ locale: '', pageUrl: null, isOpen: true, isReset: false, identity: null })

  async function start(beginning: Beginning) {
    unheard = []
    const texts = await loadTexts(chooseLocale([beginning.locale, ...navigator.languages]))
    running = begin(beginning, texts)
    for (const message of unheard) hear(message)
  }

  function hear(message: ToFrame) {
    if (unheard !== null && running === null) unheard.push(message)
    switch (message.fairlead) {
      case 'hello':
        if (unheard === null) void start(message)
        break
      case 'open':
      case 'close':
        running?.setOpen(message.fairlead === 'open')
        break
      case 'identify':
        running?.chat.identify(message.identity)
        break
      case 'reset':
        running?.chat.reset()
        break
    }
  }

  function begin({ locale, pageUrl, isOpen: isOpenAtFirst, isReset, identity }: Beginning, texts: Texts): Running {
    // All that is ours lies beside this document: `/webchat/{channelId}/`.
    const base = new URL('.', location.href)
    const wanted = [locale, ...navigator.languages]
    const shelf = createShelf(
      channelId,
      () => localStorage,
      partitionedCookie(document, 'fairlead-visitor', base.pathname),
    )
    const alarm = new EventTarget()
    let isOpen = isOpenAtFirst
    let hasOpened = isOpen
    let isDrawing = false
    let hasStarted = false
    let toldLook = ''

    document.documentElement.lang = texts.locale
    document.documentElement.dir = texts.direction
    if (isReset) shelf.clear()

    const chat = new Chat({
      channelId,
      doors: createDoors(base.href),
      shelf,
      alarm,
      // What the visitor reads best, even where we have no texts in it: members may.
      locale: wanted.find(Boolean)?.slice(0, 20) ?? null,
      pageUrl,
      onState: drawSoon,
      onMessage: (message) => page.tell({ fairlead: 'message', ...message }),
      onRefusal: ({ code, message }) => page.tell({ fairlead: 'error', code, detail: message }),
    })

    const scene: SceneValue = { chat, shelf, texts }
    const wake = () => {
      see()
      if (document.visibilityState === 'visible') alarm.dispatchEvent(new Event('wake'))
    }
    addEventListener('online', wake)
    document.addEventListener('visibilitychange', wake)
    // A page with an open stream could not be kept for the way back.
    addEventListener('pagehide', () => chat.stop())
    addEventListener('pageshow', ({ persisted }) => persisted && chat.resume())

    chat.start(identity)
    see()
    drawSoon()
    return { chat, setOpen }

    function setOpen(next: boolean) {
      isOpen = next
      hasOpened ||= next
      see()
      drawSoon()
    }

    function see() {
      chat.setSeen(isOpen && document.visibilityState === 'visible')
    }

    function drawSoon() {
      if (isDrawing) return
      isDrawing = true
      queueMicrotask(() => {
        isDrawing = false
        draw()
      })
    }

    function draw() {
      const { state } = chat
      const look = lookOf(state, texts)
      const lookText = JSON.stringify(look)
      if (look && lookText !== toldLook) {
        page.tell({ fairlead: 'look', ...look })
        document.title = look.title
        root.style.setProperty('--brand', look.color)
        root.style.setProperty('--brand-ink', look.ink)
      }
      toldLook = lookText
      if (state.phase === 'ready' && !hasStarted) {
        hasStarted = true
        page.tell({ fairlead: 'ready' })
      }
      if (hasOpened) {
        const close = page.isAlone ? null : () => page.tell({ fairlead: 'close' })
        render(
          <Scene.Provider value={scene}>
            <App key={state.epoch} state={state} isOpen={isOpen} onClose={close} />
          </Scene.Provider>,
          root,
        )
      }
    }
  }
}
