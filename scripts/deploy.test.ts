import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'

const root = path.join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const [dockerfile, compose, unit] = [
  read('deploy/Dockerfile'),
  read('deploy/compose.yaml'),
  read('deploy/fairlead.service'),
]

test('what the image copies is in the repository, every workspace has its place, and its command exists', () => {
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources = '']) =>
    sources.split(' '),
  )
  assert.ok(copied.length > 8)
  assert.deepEqual(
    copied.filter((source) => !existsSync(path.join(root, source))),
    [],
  )

  const { workspaces }: { workspaces: string[] } = JSON.parse(read('package.json'))
  assert.deepEqual(
    workspaces.filter((name) => !copied.includes(`${name}/package.json`)),
    [],
  )
  for (const file of ['server/src/main.ts', 'server/src/app.ts', 'scripts/build.ts']) {
    assert.ok(dockerfile.includes(file) && existsSync(path.join(root, file)), file)
  }
  assert.match(dockerfile, /^USER node$/m)
})

test('the image has the Node that the repository is pinned to', () => {
  const { dependencies }: { dependencies: { node: string } } = JSON.parse(read('package.json'))
  const major = dependencies.node.split('.')[0]
  assert.deepEqual(
    new Set([...dockerfile.matchAll(/^FROM (node:\S+)/gm)].map(([, image]) => image)),
    new Set([`node:${major}-slim`]),
  )
})

test('all that is deployed sets variables that the server reads', () => {
  const config = read('server/src/config.ts')
  for (const text of [dockerfile, compose, unit]) {
    const names = [...text.matchAll(/\b(FAIRLEAD_[A-Z_]+|DATABASE_URL)\b/g)].map(([name]) => name)
    assert.ok(names.length > 0)
    for (const name of names) assert.ok(config.includes(`  ${name}:`), name)
  }
})

test('compose builds from the checkout, and each volume and service that it names is there', () => {
  const places = [...compose.matchAll(/(?:context|dockerfile): (\S+)/g)].map(([, place = '']) => place)
  assert.deepEqual(places, ['..', 'deploy/Dockerfile'])
  const [, services = '', volumes = ''] = compose.split(/^(?:services|volumes):$/m)
  const mounted = [...compose.matchAll(/- (\w+):\//g)].map(([, name]) => name)
  for (const name of mounted) assert.match(volumes, new RegExp(`^  ${name}:$`, 'm'))
  const awaited = [...services.matchAll(/^ {6}(\w+):\n {8}condition/gm)].map(([, name]) => name)
  assert.deepEqual(awaited, ['postgres', 'web'])
  for (const name of awaited) assert.match(services, new RegExp(`^  ${name}:$`, 'm'))
})

test('systemd takes the unit as it is', () => {
  assert.ok(existsSync(path.join(root, 'server/src/main.ts')))
  const exec = '/opt/fairlead/node_modules/.bin/node server/src/main.ts'
  assert.ok(unit.includes(`ExecStart=${exec}`))
  // Where there is no systemd, there is nobody to ask.
  const systemd = 'systemd-analyze'
  if (spawnSync(systemd, ['--version']).status !== 0) return

  const folder = mkdtempSync(path.join(tmpdir(), 'fairlead-unit-'))
  try {
    const file = path.join(folder, 'fairlead.service')
    writeFileSync(file, unit.replace(exec, `${process.execPath} server/src/main.ts`))
    const { status, stderr } = spawnSync(systemd, ['verify', '--man=no', file], { encoding: 'utf8' })
    const complaints = stderr.split('\n').filter((line) => line.includes('fairlead.service'))
    assert.deepEqual([status, complaints], [0, []], stderr)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
