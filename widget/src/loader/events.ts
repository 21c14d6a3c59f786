export type Handler = (detail: object) => void

export type Events = Readonly<{
  on(name: string, handler: Handler): void
  off(name: string, handler: Handler): void
  emit(name: string, detail: object): void
}>

/** What the page may listen to. Whoever comes after `ready` is told at once. */
export function createEvents(): Events {
  const handlers: Record<string, Set<Handler>> = {}
  let isReady = false

  return {
    on(name, handler) {
      handlers[name] ??= new Set()
      handlers[name].add(handler)
      if (isReady && name === 'ready') run(handler, {})
    },
    off(name, handler) {
      handlers[name]?.delete(handler)
    },
    emit(name, detail) {
      isReady ||= name === 'ready'
      for (const handler of handlers[name] ?? []) run(handler, detail)
    },
  }
}

// What the page's own code throws is the page's, and stops nothing here.
function run(handler: Handler, detail: object) {
  try {
    handler(detail)
  } catch (error) {
    reportError(error)
  }
}
