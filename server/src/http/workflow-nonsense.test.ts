/** Definitions that were edited by hand into nonsense are refused by name, or taken as drafts that cannot be published. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newStep, workflowStepTypes } from '@fairlead/sdk'
import fc from 'fast-check'
import { openApp, type TestApp } from '../testing/app.ts'
import { apiKeyOf, setScene } from '../testing/scene.ts'

const seed = process.env.FAIRLEAD_SEED ? Number(process.env.FAIRLEAD_SEED) : Date.now() % 1_000_000

let app: TestApp
let key: string

before(async () => {
  app = await openApp()
  key = await apiKeyOf({ database: app.database }, (await setScene(app.database)).owner)
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

test(`none of three hundred random definitions is a fault of ours (seed ${seed})`, async () => {
  const counts = { taken: 0, refused: 0 }
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.jsonValue(), broken()), async (definition) => {
      const checked = await send('post', '/workflows/check', { definition })
      assert.ok(checked.status < 500, JSON.stringify(checked))
      const made = await send('post', '/workflows', { name: 'Nonsense', draft: definition })
      assert.equal(made.status === 201, checked.status === 200, JSON.stringify([made, checked]))
      if (made.status !== 201) {
        counts.refused += 1
        assert.ok([400, 413].includes(made.status), JSON.stringify(made))
        assert.notEqual(made.answer.detail, '')
        return
      }
      counts.taken += 1
      const path = `/workflows/${String(made.answer.id)}`
      const published = await send('post', `${path}/publish`, { draftVersion: 1 })
      assert.ok([200, 422].includes(published.status), JSON.stringify(published))
      assert.equal((await send('get', path)).status, 200)
      await send('post', `${path}/switch`, { to: 'archived' })
    }),
    { numRuns: 300, seed },
  )
  assert.ok(counts.taken > 20 && counts.refused > 20, JSON.stringify(counts))
})

test('what is nested without end is refused', async () => {
  for (const depth of [6, 100, 5000, 50_000]) {
    const condition = `${'{"combinator":"and","rules":['.repeat(depth)}${']}'.repeat(depth)}`
    const start = `{"trigger":{"type":"workflow"},"condition":${condition}}`
    const answer = await sendText('post', '/workflows/check', `{"definition":{"start":${start},"steps":[]}}`)
    assert.equal(answer.status, 400, `${depth}: ${JSON.stringify(answer.answer)}`)
  }
})

test('texts that never end keep nobody waiting', async () => {
  const text = '{% for a in (1..100000000) %}{% for b in (1..100000000) %}x{% endfor %}{% endfor %}'
  const steps = Array.from({ length: 50 }, (_, index) => ({ id: `s${index}`, type: 'note', text }))
  const began = performance.now()
  const definition = { start: { trigger: { type: 'workflow' }, next: 's0' }, steps }
  const checking = send('post', '/workflows/check', { definition })
  const others: number[] = []
  for (let asked = 0; asked < 5; asked += 1) {
    const from = performance.now()
    await send('get', '/workflows')
    others.push(performance.now() - from)
  }
  assert.equal((await checking).status, 200)
  assert.ok(performance.now() - began < 15_000)
  assert.ok(Math.max(...others) < 3000, String(others))
})

test('a chat whose texts take long keeps nobody waiting either', async () => {
  const value = '{% for i in (1..30000) %}{% assign y = i | times: 2 %}{% endfor %}'
  const steps = Array.from({ length: 250 }, (_, index) => ({
    ...{ id: `s${index}`, type: 'set_variable', variable: 'x', value, exits: { next: `s${index + 1}` } },
  }))
  const definition = { start: { trigger: { type: 'conversation_opened' }, next: 's0' }, steps }
  let [longest, last] = [0, performance.now()]
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 10)
  const began = performance.now()
  const { status, answer } = await send('post', '/workflows/try', { definition })
  clearInterval(timer)
  assert.deepEqual([status, answer.status], [200, 'running'])
  assert.ok(performance.now() - began < 15_000)
  assert.ok(longest < 2000, `${Math.round(longest)} ms`)
})

const odd = fc.oneof(
  fc.constantFrom<unknown>(null, '', '\0', '\ud800', '{{', '{% for', '__proto__', 'constructor', -1, 1e308, [], {}, [
    [],
  ]),
  fc.constantFrom<unknown>('s0', 'stop', 'and', 'is', '(a+)+$', 'x'.repeat(5000)),
  fc.jsonValue({ maxDepth: 2 }),
)

/** A definition that was right, of which some places hold what they should not. */
function broken(): fc.Arbitrary<unknown> {
  const right = fc.array(fc.constantFrom(...workflowStepTypes), { minLength: 1, maxLength: 6 }).map((types) => ({
    start,
    steps: types.map((type, index) => ({ ...newStep(type, `s${index}`), exits: { next: 's0' } })),
  }))
  const changes = fc.array(fc.tuple(fc.nat(), odd), { maxLength: 3 })
  return fc.tuple(right, changes).map(([definition, all]) => {
    const copy: unknown = structuredClone(definition)
    for (const [place, value] of all) {
      const places = placesOf(copy)
      const [owner, name] = places[place % places.length]!
      Reflect.set(owner, name, value)
    }
    return copy
  })
}

const start = {
  trigger: { type: 'conversation_opened', channelIds: [], by: 'all' },
  condition: { combinator: 'and', rules: [{ field: 'tags', operator: 'has', value: 'vip' }] },
  next: 's0',
}

function placesOf(value: unknown): (readonly [object, string])[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, item]) => [[value, name] as const, ...placesOf(item)])
}

type Answer = Readonly<{ status: number; answer: Record<string, unknown> }>

function send(method: string, path: string, body?: unknown): Promise<Answer> {
  return sendText(method, path, body === undefined ? undefined : JSON.stringify(body))
}

async function sendText(method: string, path: string, body: string | undefined): Promise<Answer> {
  const response = await app.fetch(
    new Request(`http://localhost/api/v1${path}`, {
      method: method.toUpperCase(),
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body }),
    }),
  )
  const answer: Answer['answer'] = JSON.parse(await response.text())
  return { status: response.status, answer }
}
