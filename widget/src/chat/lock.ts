/**
 * Runs one thing at a time among all tabs of a browser, where the browser can. Another tab may be frozen while it holds
 * the lock, and a lock may not be to be had at all: then it runs all the same, since nothing done under one of these
 * locks does harm when it is done twice.
 */
export async function withLock<T>(name: string, patienceMs: number, run: () => Promise<T>): Promise<T> {
  let hasBegun = false
  const begin = () => {
    hasBegun = true
    return run()
  }

  try {
    const { locks } = navigator
    return await (locks ? locks.request(name, { signal: AbortSignal.timeout(patienceMs) }, begin) : begin())
  } catch (error) {
    if (hasBegun) throw error
    return begin()
  }
}
