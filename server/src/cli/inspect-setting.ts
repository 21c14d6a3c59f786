import { access } from 'node:fs/promises'
import path from 'node:path'
import type { Config } from '../config.ts'
import { type Finding, hint, ok, problem } from './finding.ts'

const root = path.join(import.meta.dirname, '../../..')

export function inspectNode(version: string): Finding {
  const major = Number.parseInt(version, 10)
  if (major >= 24) return ok('node', `Node ${version}`)
  return problem('node', `Node ${version} is too old: start with npm, which uses the Node that npm ci installed.`)
}

export async function inspectSecret(
  { secret, dataDir }: Pick<Config, 'secret' | 'dataDir'>,
  hasWorkspace: boolean,
): Promise<Finding> {
  if (secret !== null) return ok('secret', 'The secret is set by FAIRLEAD_SECRET')
  const file = path.join(dataDir, 'secret')
  if (await exists(file)) return ok('secret', `The secret is in ${file}`)
  if (!hasWorkspace) return ok('secret', 'The secret will be made at the first start')
  return problem(
    'secret',
    `The database is in use, and its secret is not in ${file}: without it no channel's keys can be opened. ` +
      'Put the file back from a backup, or set FAIRLEAD_SECRET.',
  )
}

export async function inspectBuild(): Promise<Finding> {
  const parts = ['web', 'widget']
  const areBuilt = await Promise.all(parts.map((part) => exists(path.join(root, part, 'dist'))))
  const missing = parts.filter((_, index) => !areBuilt[index])
  if (missing.length === 0) return ok('build', 'The app and the widget are built')
  return hint('build', `Not built: ${missing.join(', ')}. npm start builds them, and so does npm run build.`)
}

export function inspectPublicUrl(publicUrl: string): Finding {
  const { protocol } = new URL(publicUrl)
  if (protocol === 'https:') return ok('public URL', `People and providers reach it at ${publicUrl}`)
  return hint(
    'public URL',
    `${publicUrl} is not https: providers send no webhooks there, and passwords travel open beyond this machine. ` +
      'Put a proxy with a certificate in front, and set FAIRLEAD_PUBLIC_URL.',
  )
}

async function exists(file: string): Promise<boolean> {
  return await access(file).then(
    () => true,
    () => false,
  )
}
