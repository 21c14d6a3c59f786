import type { Identity, ToFrame, ToPage } from '../bridge.ts'

export type Page = Readonly<{
  /** Opened by its own address and not within a page: then there is nothing to close it into. */
  isAlone: boolean
  tell(message: ToPage): void
}>

/** The frame's end of the bridge; see `bridge.ts`. */
export function joinPage(onMessage: (message: ToFrame) => void): Page {
  const isAlone = parent === window
  let pageOrigin: string | null = null

  addEventListener('message', ({ source, origin, data }) => {
    const message = source === parent && !isAlone ? readMessage(data) : null
    if (message?.fairlead === 'hello') pageOrigin ??= origin
    if (message && origin === pageOrigin) onMessage(message)
  })

  if (!isAlone) parent.postMessage({ fairlead: 'here' } satisfies ToPage, '*')

  return {
    isAlone,
    tell(message) {
      // A page without an origin of its own, such as a file, cannot be addressed by it.
      if (pageOrigin !== null) parent.postMessage(message, pageOrigin === 'null' ? '*' : pageOrigin)
    },
  }
}

// Any page may send us anything; only what has the right shape gets through.
function readMessage(data: unknown): ToFrame | null {
  if (!isRecord(data)) return null
  switch (data.fairlead) {
    case 'hello':
      return {
        fairlead: 'hello',
        locale: String(data.locale ?? ''),
        pageUrl: String(data.pageUrl ?? '').slice(0, 2000),
        isOpen: data.isOpen === true,
        isReset: data.isReset === true,
        identity: readIdentity(data.identity),
      }
    case 'open':
    case 'close':
    case 'reset':
      return { fairlead: data.fairlead }
    case 'identify': {
      const identity = readIdentity(data.identity)
      return identity && { fairlead: 'identify', identity }
    }
    default:
      return null
  }
}

function readIdentity(value: unknown): Identity | null {
  if (!isRecord(value) || typeof value.userId !== 'string') return null
  return {
    userId: value.userId,
    hash: String(value.hash ?? ''),
    ...(value.name ? { name: String(value.name) } : {}),
    ...(value.email ? { email: String(value.email) } : {}),
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
