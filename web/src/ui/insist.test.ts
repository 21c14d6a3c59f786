import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { insist } from './insist.ts'

test('what cannot be fetched is fetched later, and told once', async () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  const told: unknown[] = []
  let tries = 0
  const load = async () => {
    tries += 1
    if (tries < 4) throw new TypeError('no network')
    return 'the code'
  }

  const loaded = insist(load, (error) => told.push(error))
  while (tries < 4) {
    mock.timers.tick(3000)
    await new Promise((resolve) => setImmediate(resolve))
  }

  assert.equal(await loaded, 'the code')
  assert.equal(told.length, 1)
  mock.timers.reset()
})
