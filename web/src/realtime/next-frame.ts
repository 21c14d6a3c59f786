/** Where nothing is drawn, in a page that nobody sees, there are no frames. */
const longestMs = 100

/** Runs before the next frame is drawn, however often it is asked for in between: what nobody could see costs nothing. */
export function inNextFrame(run: () => void): void {
  if (typeof document === 'undefined' || document.visibilityState !== 'visible') {
    setTimeout(run)
    return
  }
  const once = () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    run()
  }
  const frame = requestAnimationFrame(once)
  // Hidden in this very moment, it would wait until somebody looks again.
  const timer = setTimeout(once, longestMs)
}
