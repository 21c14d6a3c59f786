import '../../../testing/local-storage.ts'
import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { QueryClient } from '@tanstack/react-query'
import { sample, sampleStep } from '../builder/model/sample.ts'
import { runQuery } from './queries.ts'

test('asks once what a run goes by, and after that only how far it is', async () => {
  const definition = sample(sampleStep('note', 'note'))
  const asked: string[] = []
  mock.method(globalThis, 'fetch', async (input: string | URL | Request) => {
    const url = new URL(input instanceof Request ? input.url : String(input), 'http://localhost')
    asked.push(url.search)
    const isWhole = url.searchParams.get('definition') !== 'false'
    return Response.json({
      id: 'r',
      steps: asked.map((_, place) => ({ place })),
      definition: isWhole ? definition : null,
    })
  })
  const cache = new QueryClient()
  const query = { ...runQuery('r'), staleTime: 0 }
  await cache.fetchQuery(query)
  const run = await cache.fetchQuery(query)
  assert.deepEqual([asked, run.steps.length, run.definition], [['', '?definition=false'], 2, definition])
})
