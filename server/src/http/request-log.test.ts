import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pino } from 'pino'
import { RequestLog } from './request-log.ts'

const served = { requestId: 'r', method: 'GET', route: '/x', status: 200, ms: 3, path: '/x', caller: null }

test('what failed and what took long is worth a line at any time, the rest when somebody looks closely', () => {
  const { write, lines } = logAt('info')

  write({})
  write({ status: 404 })
  write({ status: 500 })
  write({ ms: 1_200 })

  assert.deepEqual(
    lines().map(({ status, ms }) => [status, ms]),
    [
      [500, 3],
      [200, 1_200],
    ],
  )
})

test('of a flood of failures the first are told, and how many were not', async () => {
  const { write, lines } = logAt('info')

  for (let i = 0; i < 500; i += 1) write({ status: 503 })
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  write({ status: 503 })

  const written = lines()
  assert.ok(written.length <= 41, String(written.length))
  const leftOut = written.reduce((sum, line) => sum + (line.leftOut ?? 0), 0)
  assert.equal(written.length + leftOut, 501)
})

test('a line says whom and what it is about, by ids', () => {
  const { write, lines } = logAt('debug')
  const id = '01890000-0000-7000-8000-000000000001'

  write({ path: `/api/v1/conversations/${id}/messages` })
  write({ path: '/api/v1/conversations/not-an-id' })

  assert.deepEqual(
    lines().map(({ conversationId }) => conversationId),
    [id, undefined],
  )
})

type Line = { status: number; ms: number; leftOut?: number; conversationId?: string }

function logAt(level: string) {
  const written: string[] = []
  const log = pino({ level }, { write: (line: string) => written.push(line) })
  const requests = new RequestLog()
  return {
    write: (given: Partial<typeof served>) => requests.write(log, { ...served, ...given }),
    lines: () => written.map((line): Line => JSON.parse(line)),
  }
}
