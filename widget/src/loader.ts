/**
 * The script on the customer's page. Everything it makes lives in one shadow root, so that neither side's styles reach
 * the other, and nothing in it needs more from the page's content security policy than this script and the frame.
 */
import type { Identity, Look, ToFrame, ToPage } from './bridge.ts'
import { createEvents, type Handler } from './loader/events.ts'
import { mountPanel, type Panel } from './loader/panel.ts'

type Call =
  | ['open' | 'close' | 'toggle' | 'show' | 'hide' | 'reset']
  | ['identify', Identity]
  | ['on' | 'off', string, Handler]

type Api = ((...call: Call) => void) & { q?: Call[]; channel?: string }

declare global {
  interface Window {
    Fairlead?: Api
  }
}

const script = document.currentScript ?? document.querySelector('script[data-channel][src*="/widget.js"]')
const waiting = window.Fairlead

if (script instanceof HTMLScriptElement && script.dataset.channel && !waiting?.channel) {
  const fairlead: Api = begin(script, script.dataset.channel)
  fairlead.channel = script.dataset.channel
  window.Fairlead = fairlead
  for (const call of waiting?.q ?? []) fairlead(...call)
}

function begin(script: HTMLScriptElement, channel: string): Api {
  const frameUrl = new URL(`webchat/${encodeURIComponent(channel)}/frame`, script.src)
  const events = createEvents()
  let panel: Panel | undefined
  let look: Look | undefined
  let identity: Identity | null = null
  let [isOpen, isHidden, isHere, isReset] = [false, false, false, false]

  // Never in the way of the page itself, unless the page asks for it.
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', whenIdle)
  else whenIdle()

  return (...[name, subject, handler]) => {
    switch (name) {
      case 'open':
        return setOpen(true)
      case 'close':
        return setOpen(false)
      case 'toggle':
        return setOpen(!isOpen)
      case 'show':
      case 'hide':
        isHidden = name === 'hide'
        if (isHidden) setOpen(false)
        return render()
      case 'identify':
        // Field by field: whatever else hangs on the page's own object stays on the page.
        identity = {
          userId: `${subject.userId}`,
          hash: subject.hash,
          name: subject.name,
          email: subject.email,
        }
        return tell({ fairlead: 'identify', identity })
      case 'reset':
        identity = null
        isReset = !isHere
        return tell({ fairlead: 'reset' })
      case 'on':
      case 'off':
        return events[name](subject, handler)
      default:
        console.warn('Fairlead: unknown call', name)
    }
  }

  function whenIdle() {
    // Safari has none.
    if ('requestIdleCallback' in window) requestIdleCallback(mount, { timeout: 3000 })
    else setTimeout(mount, 200)
  }

  function mount() {
    if (panel || !document.body) return
    panel = mountPanel(frameUrl.href, setOpen)
    addEventListener('message', ({ source, origin, data }: MessageEvent<ToPage | null>) => {
      if (source === panel?.frame.contentWindow && origin === frameUrl.origin && data?.fairlead) hear(data)
    })
  }

  function hear(message: ToPage) {
    switch (message.fairlead) {
      case 'here':
        isHere = true
        tell({
          fairlead: 'hello',
          locale: script.dataset.locale || document.documentElement.lang,
          // Neither query nor fragment: they may hold what logs a person in.
          pageUrl: location.origin + location.pathname,
          isOpen,
          isReset,
          identity,
        })
        isReset = false
        break
      case 'look': {
        const before = look?.unreadCount ?? 0
        look = message
        render()
        if (look.unreadCount !== before) events.emit('unread', { count: look.unreadCount })
        break
      }
      case 'ready':
        events.emit('ready', {})
        break
      case 'close':
        setOpen(false)
        break
      case 'message':
        events.emit('message', { id: message.id, author: message.author })
        break
      case 'error':
        console.warn(`Fairlead: ${message.code}: ${message.detail}`)
        events.emit('error', { code: message.code, detail: message.detail })
        break
    }
  }

  function setOpen(next: boolean) {
    if (next) mount()
    if (next === isOpen) return
    isOpen = next
    render()
    tell({ fairlead: next ? 'open' : 'close' })
    events.emit(next ? 'open' : 'close', {})
  }

  function render() {
    if (look) panel?.render(look, isOpen, isHidden)
  }

  function tell(message: ToFrame) {
    if (isHere) panel?.frame.contentWindow?.postMessage(message, frameUrl.origin)
  }
}
