/** Less than this is a bar of the browser, and no keyboard. */
const leastKeyboard = 80

/**
 * Keeps the page above the keyboard on phones that lay it over the page without making that smaller (iOS): what is left
 * is told to the styles. Others make the page smaller themselves, as index.html asks them to.
 */
export function followVisibleHeight(): () => void {
  const view = window.visualViewport
  const { style } = document.documentElement
  if (view === null) return () => {}

  function fit() {
    const isCovered = view !== null && view.scale === 1 && innerHeight - view.height > leastKeyboard
    style.setProperty('--visible-height', isCovered ? `${view.height}px` : '100dvh')
    style.setProperty('--visible-top', isCovered ? `${view.offsetTop}px` : '0px')
  }

  view.addEventListener('resize', fit)
  view.addEventListener('scroll', fit)
  return () => {
    view.removeEventListener('resize', fit)
    view.removeEventListener('scroll', fit)
  }
}
