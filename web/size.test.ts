import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'

type Chunk = Readonly<{ file: string; imports?: readonly string[]; css?: readonly string[] }>
type Manifest = Readonly<Record<string, Chunk>>

// Everything that is fetched until the list of the inbox is on the screen, in English.
const inbox = ['index.html', 'src/routes/inbox.tsx', 'virtual:texts/en/inbox', 'virtual:texts/en/assignment']
const login = ['index.html', 'src/routes/login.tsx', 'virtual:texts/en/session']

const limits = [
  { what: 'the JavaScript of the inbox', of: inbox, kind: 'js', bytes: 250_000 },
  { what: 'the JavaScript of the log-in page', of: login, kind: 'js', bytes: 230_000 },
  { what: 'the styles of the inbox', of: inbox, kind: 'css', bytes: 50_000 },
] as const

for (const { what, of, kind, bytes } of limits) {
  test(`${what} is at most ${bytes / 1000} kB, gzipped`, async () => {
    const manifest: Manifest = JSON.parse(String(await read('.vite/manifest.json')))
    const files = filesOf(manifest, of, kind)
    const sizes = await Promise.all(files.map(async (file) => gzipSync(await read(file), { level: 9 }).length))
    const sum = sizes.reduce((total, size) => total + size, 0)
    const largest = files
      .map((file, index) => ({ file, size: sizes[index] ?? 0 }))
      .sort((a, b) => b.size - a.size)
      .slice(0, 8)
      .map(({ file, size }) => `${file} ${size}`)
    assert.ok(sum <= bytes, `${sum} bytes, ${sum - bytes} too many; the largest: ${largest.join(', ')}`)
  })
}

test('every file whose name tells its content is one that browsers may keep for ever', async () => {
  const manifest: Manifest = JSON.parse(String(await read('.vite/manifest.json')))
  for (const { file } of Object.values(manifest)) assert.match(file, /^assets\/.+-[\w-]{8}\.\w+$/)
})

function filesOf(manifest: Manifest, names: readonly string[], kind: 'js' | 'css'): string[] {
  const seen = new Set<Chunk>()
  const add = (name: string): void => {
    // Names of modules that are no files begin differently, by the folder in which the build was started.
    const chunk = manifest[name] ?? manifest[`../${name}`]
    assert.ok(chunk, `${name} is no part of the build`)
    if (seen.has(chunk)) return
    seen.add(chunk)
    for (const imported of chunk.imports ?? []) add(imported)
  }
  for (const name of names) add(name)
  const files = [...seen].flatMap(({ file, css = [] }) => (kind === 'js' ? [file] : css))
  return [...new Set(files)]
}

async function read(file: string): Promise<Buffer> {
  const content = await readFile(new URL(`dist/${file}`, import.meta.url)).catch(() => null)
  assert.ok(content, `web/dist/${file} is not there: run "npm run build" first`)
  return content
}
