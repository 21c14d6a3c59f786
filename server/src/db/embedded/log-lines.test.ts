import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLogReader, type LogLevel } from './log-lines.ts'

const levels: readonly { line: string; level: LogLevel }[] = [
  { line: 'LOG:  database system is ready to accept connections', level: 'debug' },
  { line: 'LOG:  checkpoint complete: wrote 3 buffers (0.0%)', level: 'debug' },
  { line: 'LOG:  database system was not properly shut down; automatic recovery in progress', level: 'info' },
  { line: 'LOG:  server process (PID 7) was terminated by signal 9: Killed', level: 'info' },
  { line: 'WARNING:  there is no transaction in progress', level: 'warn' },
  { line: 'ERROR:  duplicate key value violates unique constraint "contact_pkey"', level: 'debug' },
  { line: 'FATAL:  terminating connection due to administrator command', level: 'debug' },
  { line: 'FATAL:  could not create any TCP/IP sockets', level: 'error' },
  { line: 'PANIC:  could not write to file "pg_wal/xlogtemp.7": No space left on device', level: 'error' },
]

for (const { line, level } of levels) {
  test(`${line.slice(0, 50)} is read at level ${level}`, () => {
    assert.deepEqual(read(line), [level])
  })
}

test('what belongs to a line has its level', () => {
  assert.deepEqual(
    read('FATAL:  too bad', 'HINT:  Do better.', '\tmuch better', 'WARNING:  done', 'DETAIL:  well done'),
    ['error', 'error', 'error', 'warn', 'warn'],
  )
})

function read(...lines: readonly string[]): LogLevel[] {
  const seen: LogLevel[] = []
  const reader = createLogReader((level) => seen.push(level))
  for (const line of lines) reader(line)
  return seen
}
