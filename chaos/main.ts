/** `npm run chaos -- [--minutes 3] [--seed S] [--only <kinds>] [--verbose] [--json]`: see docs/chaos.md. */
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { runChaos } from './run.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '3' },
    seed: { type: 'string', default: String(randomInt(1, 1_000_000)) },
    only: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})

// Nothing of ours may stay behind: neither processes nor mounted folders.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const result = await runChaos({
  seed: Number(values.seed),
  minutes: Number(values.minutes),
  only: values.only === undefined ? null : new RegExp(values.only),
  isVerbose: values.verbose,
  say: (line) => console.error(line),
})
for (const violation of result.violations) console.error(violation)
const text = values.json ? JSON.stringify(result) : JSON.stringify(result, null, 2)
// Whatever connection is still waiting for its end does not keep us.
process.stdout.write(`${text}\n`, () => process.exit(result.violations.length === 0 ? 0 : 1))
