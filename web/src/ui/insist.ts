const againAfterMs = 3000

/**
 * Fetches code until it is here. A browser remembers that a `lazy` component failed, and the page goes with it: without a
 * network it is rather waited for, as everything else is.
 */
export async function insist<T>(load: () => Promise<T>, onFirstFailure?: (error: unknown) => void): Promise<T> {
  for (let isTold = false; ; isTold = true) {
    try {
      return await load()
    } catch (error) {
      if (!isTold) onFirstFailure?.(error)
      await new Promise((again) => setTimeout(again, againAfterMs))
    }
  }
}
