const pending: (() => Promise<void>)[] = []
let isListening = false

/**
 * What has to be undone, in whatever way we end: by the answered function, or on Ctrl-C, the last first. It is done
 * once.
 */
export function beforeExit(undo: () => Promise<void>): () => Promise<void> {
  listen()
  let done: Promise<void> | null = null
  const once = () => {
    done ??= undo().finally(() => {
      const index = pending.indexOf(once)
      if (index >= 0) pending.splice(index, 1)
    })
    return done
  }
  pending.push(once)
  return once
}

function listen(): void {
  if (isListening) return
  isListening = true
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void undoAll().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143))
    })
  }
}

async function undoAll(): Promise<void> {
  for (const undo of pending.toReversed()) await undo().catch((error: unknown) => console.error(error))
}
