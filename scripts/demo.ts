/**
 * `npm run demo`: a shop that lives. Starts a server on a data folder of its own, with a stand-in of WhatsApp's provider
 * beside it, and people who come in through the same doors as real ones: customers who write and wait, agents who answer.
 */
import path from 'node:path'
import type { Config } from '../server/src/config.ts'
import { type DemoOptions, readOptions } from './demo/options.ts'
import { refuseOwnData } from './demo/own-data.ts'
import { Pace } from './demo/pace.ts'
import { Refusal } from './demo/refusal.ts'
import { closeLeftovers, reacquaint } from './demo/resume.ts'
import { Screen } from './demo/screen.ts'
import { logFileIn, ServerProcess } from './demo/server-process.ts'
import { chooseSetting } from './demo/setting.ts'
import { simulate } from './demo/simulation.ts'
import { login, prepareWorkspace, whatsappAccount } from './demo/workspace.ts'
import { startGraphEmulator } from './emulators/graph.ts'

const interrupted = new AbortController()
// Ctrl-C comes twice, from the terminal and from npm: the second must not end us in the middle of stopping.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupted.abort())

try {
  await runDemo(readOptions(process.argv.slice(2)), chooseSetting(process.env))
} catch (error) {
  if (error instanceof Refusal) {
    console.error(error.message)
    process.exitCode = 1
  } else if (!interrupted.signal.aborted) {
    throw error
  }
}

async function runDemo({ seed, speed, minutes, isQuiet }: DemoOptions, config: Config): Promise<void> {
  // By number: a name may lead to other addresses of this machine, or not be known at all.
  const url = `http://127.0.0.1:${config.port}`
  const screen = new Screen(isQuiet)
  await refuseOwnData(config)
  await using stack = new AsyncDisposableStack()

  const graph = await startGraphEmulator({
    ...whatsappAccount,
    numbers: [whatsappAccount],
    statusDelays: { sentMs: 100, deliveredMs: 400, readMs: 2_000 },
  })
  stack.defer(() => graph.stop())
  const environment = {
    ...process.env,
    PORT: String(config.port),
    // Its passwords are known to everybody: nobody but this machine may come in.
    HOST: '127.0.0.1',
    FAIRLEAD_DATA_DIR: config.dataDir,
    FAIRLEAD_PUBLIC_URL: config.publicUrl,
    FAIRLEAD_META_URL: graph.url,
    FAIRLEAD_ALLOW_PRIVATE_NETWORK: 'true',
    FAIRLEAD_ROLES: 'web,worker',
  }
  const server = await ServerProcess.start({ url, dataDir: config.dataDir, environment }, interrupted.signal)
  stack.defer(() => server.stop())

  const stage = await prepareWorkspace(url)
  await closeLeftovers(stage)
  await reacquaint(graph, stage)
  await graph.connect({
    phoneNumberId: whatsappAccount.phoneNumberId,
    webhookUrl: `${url}/webhooks/whatsapp/${stage.whatsapp.id}`,
    verifyToken: stage.whatsapp.verifyToken ?? '',
  })
  screen.show(`The demo is ready: an invented shop, with customers and agents who are simulated (seed ${seed}).

  Open               ${config.publicUrl}
  Log in as          ${login.email}
  with the password  ${login.password}

  Write as a visitor of the page   ${config.publicUrl}/webchat/${stage.webchat.id}/test
  Write from a phone               ${graph.url}/
  The server's log                 ${nearby(logFileIn(config.dataDir))}

Ctrl-C stops it.
`)

  const over = new AbortController()
  const hasEnded = server.ended().then(() => over.abort())
  const signals = [
    interrupted.signal,
    over.signal,
    ...(minutes === null ? [] : [AbortSignal.timeout(minutes * 60_000)]),
  ]
  await simulate({ stage, graph, url, seed, pace: new Pace(speed, AbortSignal.any(signals)), screen })
  if (over.signal.aborted && !interrupted.signal.aborted) {
    throw new Refusal(`The server ended by itself; ${logFileIn(config.dataDir)} may say why.`)
  }
  screen.say('Stopping')
  await server.stop()
  await hasEnded
}

function nearby(file: string): string {
  const relative = path.relative('', file)
  return relative.startsWith('..') ? file : relative
}
