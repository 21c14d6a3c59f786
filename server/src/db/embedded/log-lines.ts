export type LogLevel = 'debug' | 'info' | 'warn' | 'error'
export type Log = (level: LogLevel, message: string) => void

/**
 * Gives PostgreSQL's log lines the level at which an operator wants to read them. Its own severities say what the
 * line means to a database administrator: a client's failed statement, which the client hears of, is an ERROR.
 */
export function createLogReader(log: Log): (line: string) => LogLevel {
  let level: LogLevel = 'info'

  return (line) => {
    const [, severity, message] = /^([A-Z]+\d?): {2}(.*)$/.exec(line) ?? []
    if (severity !== undefined && message !== undefined && !isSequel(severity)) level = levelOf(severity, message)
    log(level, line.trim().replace(':  ', ': '))
    return level
  }
}

// DETAIL and the like belong to the line before, as do lines without a severity.
function isSequel(severity: string): boolean {
  return ['DETAIL', 'HINT', 'QUERY', 'CONTEXT', 'LOCATION', 'BACKTRACE', 'STATEMENT'].includes(severity)
}

function levelOf(severity: string, message: string): LogLevel {
  switch (severity) {
    case 'PANIC':
      return 'error'
    case 'FATAL':
      return everydayEnd.test(message) ? 'debug' : 'error'
    case 'WARNING':
      return 'warn'
    case 'LOG':
      return everyday.test(message) ? 'debug' : 'info'
    default:
      return 'debug'
  }
}

const everyday = new RegExp(
  [
    'starting PostgreSQL',
    'listening on',
    'database system was shut down',
    'database system is (ready|shut down)',
    'received (fast|smart) shutdown request',
    'aborting any active transactions',
    'background worker .* exited with exit code [01]',
    'shutting down',
    'checkpoint (starting|complete)',
    'could not (send data to|receive data from) client',
    'unexpected EOF on client connection',
  ].join('|'),
)

// What a client did wrong or has to wait for, it hears itself.
const everydayEnd = new RegExp(
  [
    'terminating connection due to administrator command',
    'the database system is (starting up|shutting down|not yet accepting)',
    'database ".*" does not exist',
  ].join('|'),
)
