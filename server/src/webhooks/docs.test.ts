import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createGuardedFetch } from '../providers/guarded-fetch.ts'
import { tell } from './tell.ts'

const page = new URL('../../../docs/api/webhooks.md', import.meta.url)

test('the example of the documentation takes what we sign, and refuses what somebody else does', async () => {
  const source = /```js\n([\s\S]*?)```/.exec(await readFile(page, 'utf8'))?.[1]
  assert.ok(source)
  const folder = await mkdtemp(path.join(tmpdir(), 'fairlead-example-'))
  const file = path.join(folder, 'example.mjs')
  await writeFile(file, source)
  const port = await freePort()
  const child = spawn(process.execPath, [file], {
    env: { PATH: process.env.PATH, WEBHOOK_SECRET: 'a secret', PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  try {
    const fetch = createGuardedFetch({ allowPrivateNetwork: true })
    const send = (secret: string) =>
      tell({ fetch }, { url: `http://127.0.0.1:${port}/`, secret }, { id: crypto.randomUUID(), type: 'ping' })
    let told = await send('a secret')
    for (let left = 50; left > 0 && told.status === null; left -= 1) {
      await sleep(100)
      told = await send('a secret')
    }
    assert.equal(told.status, 204)
    assert.equal((await send('another secret')).status, 401)
  } finally {
    child.kill()
    await once(child, 'exit')
    await rm(folder, { recursive: true })
  }
})

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  assert.ok(address !== null && typeof address !== 'string')
  return address.port
}
