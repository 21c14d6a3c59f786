import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { Database } from '../db/database.ts'
import { Metrics } from './metrics.ts'

const root = path.join(import.meta.dirname, '../../..')
const names = await readNames()

test('the dashboard asks for metrics that exist, and shows each of ours', async () => {
  const asked = namesIn(
    expressionsIn(JSON.parse(await readFile(path.join(root, 'deploy/grafana/fairlead.json'), 'utf8'))),
  )

  assert.ok(asked.size > 25)
  assert.deepEqual(
    [...asked].filter((name) => !names.has(name)),
    [],
  )
  const shown = [...names].filter((name) => name.startsWith('fairlead_') && !notShown.has(name))
  assert.deepEqual(
    shown.filter((name) => !asked.has(name)),
    [],
  )
})

test('the page for operators names every metric, and none that does not exist', async () => {
  const page = await readFile(path.join(root, 'docs/operations.md'), 'utf8')
  const told = namesIn([page])

  assert.deepEqual(
    [...told].filter((name) => !names.has(name)),
    [],
  )
  assert.deepEqual(
    [...names].filter((name) => name.startsWith('fairlead_') && !told.has(name)),
    [],
  )
})

/** Looked at by name, in tables. */
const notShown = new Set(['fairlead_build_info', 'fairlead_figures_failed_total', 'fairlead_events_total'])

async function readNames(): Promise<Set<string>> {
  await using database = new Database('postgres://nobody:none@127.0.0.1:1/none')
  const metrics = new Metrics({ database, countStreams: () => 0, build: { version: '0', roles: [] } })
  const text = await metrics.read()
  metrics.stop()
  return new Set([...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name!))
}

/** Every `expr` in it, wherever. */
function expressionsIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(expressionsIn)
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([key, value]) =>
    key === 'expr' && typeof value === 'string' ? [value] : expressionsIn(value),
  )
}

// What a histogram is made of is asked for by names of its own.
function namesIn(texts: readonly string[]): Set<string> {
  const found = texts.flatMap((text) => text.match(/\b(?:fairlead|process|nodejs)_[a-z0-9_]+/g) ?? [])
  return new Set(found.map((name) => (names.has(name) ? name : name.replace(/_(?:bucket|sum|count)$/, ''))))
}
