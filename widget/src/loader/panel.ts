import type { Look } from '../bridge.ts'
import css from './panel.css?inline'

export type Panel = Readonly<{
  frame: HTMLIFrameElement
  render(look: Look, isOpen: boolean, isHidden: boolean): void
}>

const svg = 'http://www.w3.org/2000/svg'
const speech = 'M4 4h16a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Z'
const cross = 'M6 6l12 12M18 6 6 18'

/** The launcher and the window with the frame. Nothing is to be seen before the frame has told its look. */
export function mountPanel(src: string, setOpen: (isOpen: boolean) => void): Panel {
  const host = document.createElement('fairlead-chat')
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [sheet]

  const dialog = document.createElement('dialog')
  const frame = document.createElement('iframe')
  const button = document.createElement('button')
  const icon = document.createElementNS(svg, 'svg')
  const path = document.createElementNS(svg, 'path')
  const badge = document.createElement('span')
  // Kept in step with panel.css.
  const isPhone = matchMedia('(max-width: 480px), (max-height: 480px)')

  let opener: Element | null = null

  frame.src = src
  frame.title = 'Chat'
  button.type = 'button'
  button.hidden = true
  icon.setAttribute('viewBox', '0 0 24 24')
  icon.setAttribute('aria-hidden', 'true')
  badge.setAttribute('aria-hidden', 'true')
  icon.append(path)
  button.append(icon, badge)
  dialog.append(frame)
  root.append(dialog, button)
  document.body.append(host)

  button.onclick = () => setOpen(!dialog.open)
  dialog.onkeydown = button.onkeydown = ({ key }) => {
    if (key === 'Escape') setOpen(false)
  }
  // The back gesture of a phone closes a modal dialog by itself.
  dialog.onclose = () => {
    if (!dialog.open) setOpen(false)
  }
  isPhone.onchange = () => {
    if (dialog.open) {
      dialog.close()
      show()
    }
  }
  visualViewport?.addEventListener('resize', fit)
  visualViewport?.addEventListener('scroll', fit)

  // Pages that swap their whole body on navigation take the widget along.
  new MutationObserver(() => {
    if (!host.isConnected) document.body.append(host)
  }).observe(document.documentElement, { childList: true })

  return {
    frame,
    render({ isAvailable, title, color, ink, openLabel, closeLabel, unreadCount }, isOpen, isHidden) {
      button.hidden = isHidden || !isAvailable
      button.style.color = ink
      button.style.background = color
      button.ariaLabel = isOpen ? closeLabel : openLabel
      button.ariaExpanded = `${isOpen}`
      path.setAttribute('d', isOpen ? cross : speech)
      badge.hidden = isOpen || unreadCount === 0
      badge.textContent = unreadCount > 99 ? '99+' : `${unreadCount}`
      dialog.ariaLabel = frame.title = title

      const isShown = isOpen && isAvailable
      if (isShown && !dialog.open) show()
      if (!isShown && dialog.open) hide()
    },
  }

  // On a phone the window covers the page, so the page must be out of reach of keys and screen readers as well.
  function show() {
    opener = document.activeElement
    if (isPhone.matches) dialog.showModal()
    else dialog.show()
    fit()
    frame.focus()
  }

  // Not left to the browser: a dialog does not give back the focus that sits inside a frame.
  function hide() {
    const hadFocus = root.activeElement === frame
    dialog.close()
    if (hadFocus) returnFocus()
  }

  function returnFocus() {
    const isOurs = !opener || opener === host || opener === document.body
    if (opener instanceof HTMLElement && !isOurs) opener.focus()
    else button.focus()
  }

  // A phone's keyboard covers the foot of the page without resizing it.
  function fit() {
    const view = visualViewport
    if (view?.scale !== 1) return
    dialog.style.setProperty('--top', `${view.offsetTop}px`)
    dialog.style.setProperty('--height', `${view.height}px`)
  }
}
