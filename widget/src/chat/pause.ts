/** Dispatches `wake` when there is reason to think that the network is back: online again, or looked at again. */
export type Alarm = EventTarget

/** Waits, or less when the alarm goes off or the signal is aborted. */
export function pause(ms: number, alarm: Alarm, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(end, ms)
    alarm.addEventListener('wake', end)
    signal.addEventListener('abort', end)

    function end() {
      clearTimeout(timer)
      alarm.removeEventListener('wake', end)
      signal.removeEventListener('abort', end)
      resolve()
    }
  })
}
