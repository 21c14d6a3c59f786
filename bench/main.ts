/**
 * `npm run bench -- <name> [--json]`: runs the benchmark of that name; `--json` puts its figures on the last line. What
 * else is given goes on to the benchmark, which says in its head what it takes.
 */
import { readdirSync } from 'node:fs'
import type { Bench } from './bench.ts'

const given = process.argv.slice(2).filter((argument) => argument !== '--json')
const isJson = process.argv.includes('--json')
const [name, ...args] = given
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !['main.ts', 'bench.ts'].includes(file))
  .map((file) => file.slice(0, -'.ts'.length))

if (name !== undefined && names.includes(name)) {
  const { run }: { run: Bench } = await import(`./${name}.ts`)
  const { result, lines } = await run(args)
  for (const line of lines) console.log(line)
  if (isJson) console.log(JSON.stringify(result))
} else {
  console.error(name === undefined ? 'Which benchmark?' : `There is no benchmark "${name}".`)
  console.error(`There are: ${names.join(', ')}.`)
  process.exitCode = 1
}
