/**
 * Runs the stand-ins of all providers, each with a page to write as a customer and to see what was sent, and a page that says
 * how to connect them. They let anybody on this machine be anybody's customer, so they are for trying things out and
 * for nothing else.
 *
 * `--port 7000`: the first of the ports they take.
 */
import { parseArgs } from 'node:util'
import { startStandIns } from './emulators/stand-ins.ts'
import { openStartPage } from './emulators/start-page.ts'

const { values } = parseArgs({ options: { port: { type: 'string', default: '7000' } } })
const port = Number(values.port)
const standIns = await startStandIns(port)
const page = await openStartPage(standIns, port)

console.log(`How to connect them: ${page.url}/

${standIns.all.map(({ name, url }) => `  ${name.padEnd(22)}${url}/`).join('\n')}

Start Fairlead with
${Object.entries(standIns.environment)
  .map(([name, value]) => `  ${name}=${value} \\`)
  .join('\n')}
  npm start`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void Promise.all([page[Symbol.asyncDispose](), standIns.stop()])
  })
}
