import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startExampleProduct } from '../../../../scripts/emulators/desk/example-product.ts'
import { perform } from '../../../../scripts/emulators/desk/perform.ts'
import { exampleAccount, exampleMessage } from '../testing/example.ts'
import { api } from './index.ts'

const page = new URL('../../../../docs/channels/api.md', import.meta.url)

test('the example of the documentation tells of a message, takes one, and knows it when it comes again', async () => {
  const port = await freePort()
  const account = exampleAccount('api', {
    settings: { url: `http://127.0.0.1:${port}/fairlead` },
    secrets: { signingSecret: 'signing-secret' },
  })
  const product = await startExampleProduct(api, account)
  await using stack = new AsyncDisposableStack()
  stack.defer(() => product.stop())
  stack.use(await startExample({ FAIRLEAD_WEBHOOK: product.webhookUrl, PORT: String(port) }))

  await until(() => product.events.length > 0)
  const [first] = product.events
  assert.equal(first?.kind === 'message' && first.message.text, 'Do you ship to Åland?')

  const message = exampleMessage({ to: 'mara-1', now: Date.now() })
  for (let times = 0; times < 2; times += 1) {
    const outcome = api.outcome(await perform(api.render(message, account)), message)
    assert.deepEqual(outcome, { kind: 'sent', providerId: 'out-1' })
  }
  const stranger = { ...account, secrets: { signingSecret: 'another' } }
  const refused = api.outcome(await perform(api.render(message, stranger)), message)
  assert.equal(refused.kind === 'failure' && refused.code, 'auth_invalid')

  await until(() => product.events.length > 1)
  const [, status, ...more] = product.events
  assert.deepEqual(status?.kind === 'status' && [status.providerId, status.messageId, status.status], [
    'out-1',
    message.id,
    'delivered',
  ])
  assert.deepEqual(more, [])
})

async function startExample(environment: Readonly<Record<string, string>>): Promise<AsyncDisposable> {
  const source = /```js\n([\s\S]*?)```/.exec(await readFile(page, 'utf8'))?.[1]
  assert.ok(source)
  const folder = await mkdtemp(path.join(tmpdir(), 'fairlead-example-'))
  const file = path.join(folder, 'example.mjs')
  await writeFile(file, source)
  const child = spawn(process.execPath, [file], {
    env: { PATH: process.env.PATH, FAIRLEAD_SIGNING_SECRET: 'signing-secret', ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return {
    async [Symbol.asyncDispose]() {
      child.kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  assert.ok(typeof address === 'object' && address !== null)
  return address.port
}

async function until(isSo: () => boolean): Promise<void> {
  for (let waits = 0; waits < 200 && !isSo(); waits += 1) await sleep(50)
  assert.ok(isSo())
}
