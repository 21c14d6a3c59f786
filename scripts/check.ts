/** `npm run check`: everything that must hold before a change goes in, and what CI runs. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { text } from 'node:stream/consumers'

const root = path.join(import.meta.dirname, '..')

type Step = Readonly<{ name: string; command: readonly string[] }>

const reading: readonly Step[] = [
  { name: 'format and lint', command: ['biome', 'check', '--error-on-warnings', '.'] },
  ...['.', 'web', 'widget']
    .filter((folder) => existsSync(path.join(root, folder, 'tsconfig.json')))
    .map((folder) => ({ name: `types (${folder})`, command: ['tsc', '-p', folder] })),
  { name: 'unused', command: ['knip'] },
]

const results = await Promise.all(reading.map(report))
if (results.every((hasPassed) => hasPassed)) {
  process.exitCode = await runTests()
} else {
  process.exitCode = 1
}

// Output of a step that passes is of no interest.
async function report({ name, command: [program = '', ...args] }: Step): Promise<boolean> {
  const start = performance.now()
  const child = spawn(path.join(root, 'node_modules/.bin', program), args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [output, complaints, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])

  const hasPassed = code === 0
  console.log(`${hasPassed ? '✔' : '✖'} ${name} (${seconds(start)})`)
  if (!hasPassed) console.log(`${output}${complaints}`)
  return hasPassed
}

async function runTests(): Promise<number> {
  const start = performance.now()
  const [code] = await once(
    spawn('npm', ['test'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' }),
    'close',
  )
  console.log(`${code === 0 ? '✔' : '✖'} tests (${seconds(start)})`)
  return code === 0 ? 0 : 1
}

function seconds(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`
}
