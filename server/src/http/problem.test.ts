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

  const ours = await answer(new Error('unforeseen'))
  const theirs = await answer(new AppError('not_found'))

  assert.deepEqual([ours.status, ours.requestId], [500, 'asked-by-ana'])
  assert.deepEqual([theirs.status, theirs.requestId], [404, undefined])
  assert.deepEqual(
    lines.map((line) => (JSON.parse(line) as { requestId: string }).requestId),
    ['asked-by-ana'],
  )

  async function answer(error: Error): Promise<Problem> {
    const app = new Hono().use(requestId()).get('/', () => {
      throw error
    })
    app.onError((thrown, c) => toProblem(thrown, c, log))
    const response = await app.request('/', { headers: { 'x-request-id': 'asked-by-ana' } })
    return problem.parse(await response.json())
  }
})
