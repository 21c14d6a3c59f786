/** Builds the app and the widget when they are missing or older than their sources. `--force` builds anyway. */
import { execFile } from 'node:child_process'
import { glob, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const root = join(import.meta.dirname, '..')
const run = promisify(execFile)

type Target = Readonly<{ name: string; output: string; sources: readonly string[]; command: readonly string[] }>

const targets: readonly Target[] = [
  {
    name: 'web',
    output: 'web/dist/index.html',
    sources: ['web/{src,public}/**/*', 'web/*.{ts,html,json}', 'sdk/src/**/*.ts', 'package-lock.json'],
    command: ['node_modules/vite/bin/vite.js', 'build', 'web', '--logLevel', 'warn'],
  },
  {
    name: 'widget',
    output: 'widget/dist/frame.js',
    sources: ['widget/src/**/*', 'widget/*.{ts,json}', 'sdk/src/contract/{webchat,message}.ts', 'package-lock.json'],
    command: ['widget/build.ts'],
  },
]

/** Answers with the names of what was built. */
export async function build({ isForced = false } = {}): Promise<string[]> {
  const stale: Target[] = []
  for (const target of targets) if (isForced || (await isStale(target))) stale.push(target)
  await Promise.all(
    stale.map(async ({ command, name }) => {
      const { stderr } = await run(process.execPath, [...command], { cwd: root, maxBuffer: 1e8 })
      if (stderr.trim() !== '') console.error(`${name}: ${stderr.trim()}`)
    }),
  )
  return stale.map(({ name }) => name)
}

async function isStale({ output, sources }: Target): Promise<boolean> {
  const builtAt = await modifiedAt(join(root, output))
  if (builtAt === 0) return true
  for await (const path of glob([...sources], { cwd: root })) {
    if ((await modifiedAt(join(root, path))) > builtAt) return true
  }
  return false
}

async function modifiedAt(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )
}

if (import.meta.main) {
  const built = await build({ isForced: process.argv.includes('--force') })
  console.error(built.length > 0 ? `built: ${built.join(', ')}` : 'everything is built already')
}
