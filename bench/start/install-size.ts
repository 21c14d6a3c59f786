import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

type Package = Readonly<{
  dev?: boolean
  link?: boolean
  resolved?: string
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}>
type Lock = Readonly<Record<string, Package>>
type Size = Readonly<{ packages: number; megabytes: number }>

/** What `npm ci --omit=dev` puts onto the disk here, and what of it the server alone needs once the app is built. */
export async function measureInstall(): Promise<{ all: Size; server: Size; largest: readonly string[] }> {
  const { packages: lock }: { packages: Lock } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'))
  const needed = new Set<string>()
  need(lock, 'server', needed)
  const found: { path: string; bytes: number }[] = []
  for (const [path, { dev, link }] of Object.entries(lock)) {
    if (!path.includes('node_modules/') || dev || link) continue
    const bytes = await sizeOf(join(root, path))
    // Those for other platforms are in the list, and not on the disk.
    if (bytes !== null) found.push({ path, bytes })
  }
  const largest = found.toSorted((a, b) => b.bytes - a.bytes).slice(0, 8)
  return {
    all: sum(found),
    server: sum(found.filter(({ path }) => needed.has(path))),
    largest: largest.map(({ path, bytes }) => `${path.replace(/^.*node_modules\//, '')} ${megabytes(bytes)}`),
  }
}

// As Node finds them: in the package's own folder first, then in those above.
function need(lock: Lock, path: string, needed: Set<string>): void {
  if (needed.has(path)) return
  needed.add(path)
  const { link, resolved = '', dependencies, optionalDependencies } = lock[path]!
  if (link) need(lock, resolved, needed)
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const place = placesFor(path, name).find((candidate) => candidate in lock)
    if (place !== undefined) need(lock, place, needed)
  }
}

function placesFor(path: string, name: string): string[] {
  const parts = path.split('/node_modules/')
  const within = parts.map((_, index) => `${parts.slice(0, parts.length - index).join('/node_modules/')}/node_modules/`)
  return [...within, 'node_modules/'].map((folder) => folder + name)
}

function sum(found: readonly { bytes: number }[]): Size {
  return { packages: found.length, megabytes: megabytes(found.reduce((bytes, each) => bytes + each.bytes, 0)) }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e5) / 10
}

// In blocks, as `du` counts. Packages within are counted by themselves.
async function sizeOf(path: string): Promise<number | null> {
  const info = await lstat(path).catch(() => null)
  if (info === null) return null
  let bytes = info.blocks * 512
  if (info.isDirectory()) {
    for (const name of await readdir(path)) {
      if (name !== 'node_modules') bytes += (await sizeOf(join(path, name))) ?? 0
    }
  }
  return bytes
}
