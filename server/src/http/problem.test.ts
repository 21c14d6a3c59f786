import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Problem, problem } from '@fairlead/sdk'
import { Hono } from 'hono'
import { requestId } from 'hono/request-id'
import { pino } from 'pino'
import { AppError } from '../errors.ts'
import { toProblem } from './problem.ts'

test('what went wrong on our side says under which id it was logged, and what others did wrong does not', async () => {
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => lines.push(line) })

  const ours = await answer(new Error('unforeseen'), log)
  const theirs = await answer(new AppError('not_found'), log)

  assert.deepEqual([ours.status, ours.requestId], [500, 'asked-by-ana'])
  assert.deepEqual([theirs.status, theirs.requestId], [404, undefined])
  assert.deepEqual(
    lines.map((line) => (JSON.parse(line) as { requestId: string }).requestId),
    ['asked-by-ana'],
  )
})

test('a database that is away, or that ended what we stood still in, is worth another try', async () => {
  for (const code of ['08006', '53100', '57P01', '25P03', '25P04', 'ECONNRESET']) {
    const { status, code: name } = await answer(Object.assign(new Error('away'), { code }))
    assert.deepEqual([status, name], [503, 'unavailable'], code)
  }
  assert.equal((await answer(Object.assign(new Error('ours'), { code: '25P02' }))).status, 500)
})

async function answer(error: Error, log = pino({ level: 'silent' })): Promise<Problem> {
  const app = new Hono().use(requestId()).get('/', () => {
    throw error
  })
  app.onError((thrown, c) => toProblem(thrown, c, log))
  const response = await app.request('/', { headers: { 'x-request-id': 'asked-by-ana' } })
  return problem.parse(await response.json())
}
