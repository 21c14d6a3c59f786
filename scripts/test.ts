/**
 * `npm test [-- <part of a path>… --test-name-pattern <pattern>]`: Node's own test runner over all workspaces, with a
 * PostgreSQL of its own, or one of DATABASE_URL's, on which nothing but databases made here is touched.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, glob, mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { parseArgs } from 'node:util'
import { findChromium } from './find-chromium.ts'

const root = path.join(import.meta.dirname, '..')
const timeoutMs = 120_000
// Half of the CPU time of a file that has the whole server goes into reading our sources, the same in each process.
const compileCache = path.join(root, 'node_modules/.cache/fairlead')

if (Number.parseInt(process.versions.node, 10) < 24) {
  // Started by hand with the system's Node, and not by npm, which would have found ours.
  const { status } = spawnSync(path.join(root, 'node_modules/.bin/node'), process.argv.slice(1), { stdio: 'inherit' })
  process.exit(status ?? 1)
}

const { values: options, positionals: filters } = parseArgs({
  allowPositionals: true,
  options: { 'test-name-pattern': { type: 'string', multiple: true } },
})

// Heard from the beginning, so that even an early Ctrl-C leaves neither a PostgreSQL nor a folder behind.
const abort = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => abort.abort(new Error(signal)))

process.exitCode = (await testAll()) ? 0 : 1

async function testAll(): Promise<boolean> {
  const chromium = findChromium()
  const found = await findTests()
  const files = found.filter((file) => chromium !== null || !needsBrowser(file))
  const missed = found.filter((file) => !files.includes(file))

  if (found.length === 0) {
    console.error(`No test file has ${filters.join(' or ')} in its path.`)
    return false
  }
  if (files.some(needsBuild) && !build()) return false

  const hasPassed = files.length === 0 || (await testOnDatabase(files, chromium))
  for (const file of missed) {
    console.log(`not run: no Chromium found for ${file}, install e.g. \`apt-get install chromium\``)
  }
  return hasPassed && (missed.length === 0 || !process.env.CI)
}

async function findTests(): Promise<string[]> {
  const wanted = filters.map((filter) => path.relative(root, path.resolve(filter)))
  const files = await Array.fromAsync(
    glob('{engine,sdk,server,web,widget,e2e,scripts,bench,chaos}/**/*.test.ts', {
      cwd: root,
      exclude: ['**/node_modules'],
    }),
  )
  return files.filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part))).sort()
}

function needsBrowser(file: string): boolean {
  return file.endsWith('.browser.test.ts')
}

// Beside its source a front end has tests of what was made of it, such as of its size.
function needsBuild(file: string): boolean {
  return /^(e2e|chaos)\//.test(file) || /^(web|widget)\/(?!src\/)/.test(file)
}

function build(): boolean {
  const script = path.join(root, 'scripts/build.ts')
  return !existsSync(script) || spawnSync(process.execPath, [script], { cwd: root, stdio: 'inherit' }).status === 0
}

async function testOnDatabase(files: readonly string[], chromium: string | null): Promise<boolean> {
  // Loaded here, since an old Node cannot even read it.
  const { createTemplateDatabase } = await import('../server/src/db/testing.ts')
  const server = process.env.DATABASE_URL
    ? { url: process.env.DATABASE_URL, stop: async () => {} }
    : await startServer()
  try {
    const template = await createTemplateDatabase(server.url)
    try {
      delete process.env.DATABASE_URL
      Object.assign(process.env, {
        NODE_ENV: 'test',
        NODE_COMPILE_CACHE: compileCache,
        FAIRLEAD_TEST_DATABASE_URL: server.url,
        FAIRLEAD_TEST_TEMPLATE: template.name,
        ...(chromium === null ? {} : { FAIRLEAD_CHROMIUM: chromium }),
      })
      return await runTests(files)
    } finally {
      await template[Symbol.asyncDispose]()
    }
  } finally {
    await server.stop()
  }
}

// With PostgreSQL's own settings for durability: switching fsync off was measured and gained nothing.
async function startServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const { EmbeddedPostgres } = await import('../server/src/db/embedded.ts')
  const folder = await mkdtemp(path.join(tmpdir(), 'fairlead-test-'))
  await chmod(folder, 0o711)
  const removeFolder = () => rm(folder, { recursive: true, force: true })
  try {
    const server = await EmbeddedPostgres.start({
      dataDir: path.join(folder, 'data'),
      log: (level, message) => {
        if (level === 'error') console.error(message)
      },
    })
    return { url: server.url, stop: () => server.stop().then(removeFolder) }
  } catch (error) {
    await removeFolder()
    throw error
  }
}

async function runTests(files: readonly string[]): Promise<boolean> {
  // A test ends after its time-out at the latest; only a file that leaves something open can be silent for longer.
  const silence = setTimeout(() => {
    abort.abort(new Error('All tests of this file ended, and something keeps it from exiting'))
  }, 1.5 * timeoutMs)

  const left: string[] = []
  let hasPassed = false
  const stream = run({
    cwd: root,
    files: files.map((file) => path.join(root, file)),
    concurrency: availableParallelism(),
    timeout: timeoutMs,
    testNamePatterns: options['test-name-pattern'] ?? [],
    signal: abort.signal,
  })
  stream.on('data', () => silence.refresh())
  // To Node a "todo" that fails is no failure.
  for (const outcome of ['test:pass', 'test:fail'] as const) {
    stream.on(outcome, ({ name, skip, todo }) => {
      if (skip !== undefined || todo !== undefined) left.push(name)
    })
  }
  stream.on('test:summary', ({ file, success }) => {
    if (file === undefined) hasPassed = success
  })
  await pipeline(stream.compose(new spec()), process.stdout, { end: false })
  clearTimeout(silence)

  for (const name of left) console.log(`skipped or "todo", which counts as a failure: ${name}`)
  return hasPassed && left.length === 0
}
