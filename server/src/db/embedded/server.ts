import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Run } from './account.ts'
import { clusterError } from './cluster.ts'
import type { DataFolder } from './data-folder.ts'
import { createLogReader, type Log } from './log-lines.ts'
import type { Programs } from './programs.ts'

/** A PostgreSQL that answers. */
export type Server = Readonly<{
  /** Resolves once it and all its processes are gone, with how it went. */
  ended: Promise<string>
  stop(): Promise<void>
}>

export type Launch = Readonly<{ folder: DataFolder; programs: Programs; run: Run; port: number; log: Log }>

/** Starts PostgreSQL and waits until it accepts connections, however long it has to recover before. */
export async function launch(options: Launch, signal: AbortSignal): Promise<Server> {
  const deadline = performance.now() + 30_000
  for (;;) {
    signal.throwIfAborted()
    const attempt = start(options)
    const abort = () => void attempt.stop()
    signal.addEventListener('abort', abort, { once: true })
    await Promise.race([attempt.ready, attempt.ended])
    signal.removeEventListener('abort', abort)

    if (signal.aborted) await attempt.ended
    signal.throwIfAborted()
    if (attempt.isReady()) return attempt
    const output = attempt.output()
    // Of a PostgreSQL killed outright, a process may live on until its statement is done.
    const isAnotherDying = output.includes('pre-existing shared memory block')
    if (!isAnotherDying || performance.now() > deadline) {
      throw clusterError(options.folder.path, 'PostgreSQL does not start', output || (await attempt.ended))
    }
    await sleep(250, undefined, { signal })
  }
}

/** Whether it did not start because somebody else had taken its port. */
export function isPortTaken(error: unknown): boolean {
  return error instanceof Error && error.message.includes('could not create any TCP/IP sockets')
}

type Attempt = Server & Readonly<{ ready: Promise<void>; isReady(): boolean; output(): string }>

function start({ folder, programs, run, port, log }: Launch): Attempt {
  const child = run(programs.postgres, ['-D', folder.cluster, ...settings(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // Ctrl-C in a terminal reaches its whole process group, and our shutdown still needs the database.
    detached: true,
  })
  const ended = describeEnd(child)
  const { promise: ready, resolve } = Promise.withResolvers<void>()
  const read = createLogReader(log)
  const output: string[] = []
  let isReady = false

  if (child.stderr) {
    createInterface({ input: child.stderr }).on('line', (line) => {
      const level = read(line)
      if (!isReady && level !== 'debug') output.push(line.trim())
      if (line.endsWith('database system is ready to accept connections')) {
        isReady = true
        resolve()
      }
    })
  }
  return { ready, ended, isReady: () => isReady, output: () => output.join('\n'), stop: () => stop(child, ended) }
}

// On the command line is what must hold whatever postgresql.conf says; all else an operator may set there.
function settings(port: number): string[] {
  return [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'logging_collector=off',
    'log_destination=stderr',
    'log_line_prefix=',
    'log_min_messages=warning',
    'lc_messages=C',
  ].flatMap((setting) => ['-c', setting])
}

async function describeEnd(child: ChildProcess): Promise<string> {
  try {
    const [code, signal] = await once(child, 'close')
    return signal === null ? `with code ${code}` : `by ${signal}`
  } catch (error) {
    return `before it began: ${error instanceof Error ? error.message : error}`
  }
}

// Fast shutdown; when that takes too long, an immediate one, after which the next start recovers from the log.
async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  for (const { signal, waitMs } of [
    { signal: 'SIGINT', waitMs: 8_000 },
    { signal: 'SIGQUIT', waitMs: 2_000 },
    { signal: 'SIGKILL', waitMs: 2_000 },
  ] as const) {
    child.kill(signal)
    const isOver = ended.then(() => true)
    if (await Promise.race([isOver, sleep(waitMs, false, { ref: false })])) return
  }
}
