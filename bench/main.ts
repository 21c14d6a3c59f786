/** `npm run bench -- <name> [--json]`: runs the benchmark of that name; `--json` puts its figures on the last line. */
import { readdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Bench } from './bench.ts'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } })
const [name] = positionals
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !['main.ts', 'bench.ts'].includes(file))
  .map((file) => file.slice(0, -'.ts'.length))

if (name !== undefined && names.includes(name)) {
  const { run }: { run: Bench } = await import(`./${name}.ts`)
  const { result, lines } = await run()
  for (const line of lines) console.log(line)
  if (values.json) console.log(JSON.stringify(result))
} else {
  console.error(name === undefined ? 'Which benchmark?' : `There is no benchmark "${name}".`)
  console.error(`There are: ${names.join(', ')}.`)
  process.exitCode = 1
}
