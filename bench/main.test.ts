import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'

test('lists what there is when asked for what there is not', () => {
  for (const args of [[], ['nope'], ['main'], ['bench'], ['../bench/eta']]) {
    const { status, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
      encoding: 'utf8',
    })

    assert.equal(status, 1)
    assert.match(stderr, /There are: .*\beta\b/)
  }
})
