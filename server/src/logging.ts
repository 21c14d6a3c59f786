/** How log lines look, and what is kept out of them: what people wrote, who they are, and what opens doors. */
import type { LoggerOptions } from 'pino'

export function logOptions(level: string): LoggerOptions {
  return {
    level,
    base: { pid: process.pid },
    redact: ['req.headers.authorization', 'req.headers.cookie', '*.password', '*.accessToken', '*.appSecret'],
    serializers: { err: describeError },
  }
}

type Described = Readonly<Record<string, unknown>>

/** An error as far as it may be told: its kind, where it was, what caused it. */
export function describeError(error: unknown, depth = 0): Described {
  if (!(error instanceof Error)) return { type: typeof error }
  return {
    type: error.name,
    message: withoutValues(error),
    ...pick(error, ['code', 'status', 'table', 'column', 'constraint', 'routine', 'syscall', 'isWritten']),
    // Its head is the message once more.
    stack: error.stack?.match(/^ {4}at .*$/gm)?.join('\n') ?? '',
    ...(error.cause !== undefined && depth < 5 ? { cause: describeError(error.cause, depth + 1) } : {}),
  }
}

// PostgreSQL quotes the values it does not like: in `detail` and `where`, which are left out, and, when the data itself
// is wrong (class 22), in its sentence.
function withoutValues(error: Error): string {
  const code = 'code' in error ? String(error.code) : ''
  if (/^22[0-9A-Z]{3}$/.test(code) || error instanceof SyntaxError)
    return error.message.replaceAll(/["'“].*["'”]/gs, '"…"')
  return error.message
}

function pick(error: Error, names: readonly string[]): Described {
  const own = Object.entries(error).filter(
    ([name, value]) => names.includes(name) && ['string', 'number', 'boolean'].includes(typeof value),
  )
  return Object.fromEntries(own)
}
