import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'

type Rule = Readonly<{
  because: string
  /** The files the rule speaks of, by their path in the repository. */
  files: RegExp
  /** What they may import: a path in the repository, or the name of a package. */
  mayImport(target: string, file: string): boolean
}>

const rules: readonly Rule[] = [
  {
    because: 'the engine is pure and has no dependencies; its tests may use fast-check',
    files: /^engine\//,
    mayImport: (target, file) =>
      target.startsWith('engine/') ||
      target === '@fairlead/engine' ||
      (isForTests(file) && (isBuiltin(target) || target === 'fast-check')),
  },
  {
    because: 'the SDK runs anywhere and brings zod and eventsource-parser, nothing else',
    files: /^sdk\//,
    mayImport: (target, file) =>
      target.startsWith('sdk/') ||
      /^(@fairlead\/sdk|zod|eventsource-parser)(\/|$)/.test(target) ||
      (isForTests(file) && (isBuiltin(target) || target === 'fast-check')),
  },
  {
    because: 'the app knows the rest of Fairlead through the SDK alone',
    files: /^web\//,
    mayImport: (target) => target.startsWith('web/') || isPackage(target, ['@fairlead/sdk']),
  },
  {
    because: 'the widget knows the rest of Fairlead through the SDK alone',
    files: /^widget\//,
    mayImport: (target) => target.startsWith('widget/') || isPackage(target, ['@fairlead/sdk']),
  },
  {
    because: 'the server stands on the engine and the SDK, and on no other workspace; its tests speak to the emulators',
    files: /^server\//,
    mayImport: (target, file) =>
      target.startsWith('server/') ||
      isPackage(target, ['@fairlead/engine', '@fairlead/sdk']) ||
      (isForTests(file) && target.startsWith('scripts/emulators/')),
  },
  {
    because: 'http stands on the features, never the other way round; only what puts the server together knows both',
    files: /^server\/src\/(?!http\/|cli\/)[^/]+\//,
    mayImport: (target, file) => !target.startsWith('server/src/http/') || isForTests(file),
  },
  {
    because: 'events, jobs, traces and the database are what the features stand on',
    files: /^server\/src\/(db|events|jobs|tracing)\//,
    mayImport: (target, file) =>
      /^(?!server\/src\/[^/]+\/)|^server\/src\/(db|events|jobs|tracing)\//.test(target) || isForTests(file),
  },
  {
    because:
      'a channel adapter knows the contract of adapters and does no I/O, and knows nothing of the server or of other channels',
    files: /^server\/src\/channels\/[^/]+\//,
    mayImport: (target, file) =>
      /^server\/src\/channels\/(channel|capabilities|inbound|step|reading|signature)\.ts$/.test(target) ||
      target.startsWith(folderOf(file)) ||
      (isOfMeta(file) && target.startsWith('server/src/channels/meta/')) ||
      target === 'node:crypto' ||
      (isPackage(target, ['@fairlead/sdk']) && !isBuiltin(target)) ||
      isForTests(file),
  },
  {
    because: 'the interpreter of workflows is pure: no database, no clock, no I/O',
    files: /^server\/src\/workflows\/interpreter\//,
    mayImport: (target, file) =>
      target.startsWith('server/src/workflows/interpreter/') ||
      /^server\/src\/(errors|expectations\/(liquid|wording)|hours\/describe|contacts\/phone|text)\.ts$/.test(target) ||
      (isPackage(target, ['@fairlead/sdk', 'liquidjs', 're2js', 'libphonenumber-js']) && !isBuiltin(target)) ||
      isForTests(file),
  },
  {
    because: 'routes put features together, never the other way round',
    files: /^web\/src\/(features|ui)\//,
    mayImport: (target) => !target.startsWith('web/src/routes/'),
  },
  {
    because: 'what is in ui serves every feature and knows none',
    files: /^web\/src\/ui\//,
    mayImport: (target) => !target.startsWith('web/src/features/'),
  },
]

const root = path.join(import.meta.dirname, '..')
const imports = globSync('{engine,sdk,server,web,widget}/**/*.{ts,tsx}', {
  cwd: root,
  exclude: ['**/node_modules', '**/dist'],
}).flatMap((file) =>
  importsOf(readFileSync(path.join(root, file), 'utf8')).map((name) => ({ file, target: locate(name, file) })),
)

for (const { because, files, mayImport } of rules) {
  test(because, () => {
    const concerned = imports.filter(({ file }) => files.test(file))
    assert.notEqual(concerned.length, 0, 'no file is left that the rule speaks of')
    const broken = concerned.filter(({ file, target }) => !mayImport(target, file))

    assert.deepEqual(
      broken.map(({ file, target }) => `${file} imports ${target}`),
      [],
    )
  })
}

test('every way to import is seen', () => {
  const source = [
    `import { a } from 'a'`,
    `import type {\n  B,\n} from 'b'`,
    `import 'c'`,
    `export { d } from 'd'`,
    `const e = await import('e')`,
    `type F = import('f').F`,
    `const text = "taken from 'somewhere'"`,
  ].join('\n')

  assert.deepEqual(importsOf(source).sort(), ['a', 'b', 'c', 'd', 'e', 'f'])
})

function importsOf(source: string): string[] {
  const statements = /^\s*(?:import|export)\b[^'"`;=()]*?\bfrom\s*['"]([^'"]+)['"]/gm
  const effects = /^\s*import\s*['"]([^'"]+)['"]/gm
  const calls = /\bimport\(\s*['"]([^'"]+)['"]/g
  return [statements, effects, calls].flatMap((pattern) => [...source.matchAll(pattern)].map(([, name]) => name!))
}

function locate(name: string, file: string): string {
  return name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name
}

// Beside the tests and what only they use, these are examples to be read, and bundlers' settings.
function isForTests(file: string): boolean {
  return /\.test\.tsx?$|\/testing(\/|\.ts$)|\/example\.ts$/.test(file)
}

function folderOf(file: string): string {
  return `${path.posix.join(...file.split('/').slice(0, 4))}/`
}

function isOfMeta(file: string): boolean {
  return /^server\/src\/channels\/(meta|whatsapp|messenger|instagram)\//.test(file)
}

function isBuiltin(target: string): boolean {
  return target.startsWith('node:')
}

function isPackage(target: string, ours: readonly string[]): boolean {
  const isOurs = target.startsWith('@fairlead/')
  const isInRepository = /^(\.\.|engine|sdk|server|web|widget|e2e|scripts|bench|chaos)(\/|$)/.test(target)
  return isOurs ? ours.some((name) => target === name || target.startsWith(`${name}/`)) : !isInRepository
}
