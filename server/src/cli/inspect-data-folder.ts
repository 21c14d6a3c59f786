import { randomUUID } from 'node:crypto'
import { rm, stat, statfs, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type Finding, hint, ok, problem } from './finding.ts'

const gigabyte = 1024 ** 3

export async function inspectDataFolder(dataDir: string): Promise<Finding[]> {
  try {
    const folder = await nearestExisting(dataDir)
    return [await inspectWriting(dataDir, folder), await inspectSpace(folder)]
  } catch (error) {
    return [problem('data folder', `The data folder ${dataDir} cannot be looked at: ${messageOf(error)}`)]
  }
}

// By doing it: modes say nothing of read-only mounts, and mean nothing to root.
async function inspectWriting(dataDir: string, folder: string): Promise<Finding> {
  const probe = path.join(folder, `.doctor-${randomUUID()}`)
  try {
    await writeFile(probe, '')
    await rm(probe)
  } catch (error) {
    return problem(
      'data folder',
      `The data folder ${dataDir} cannot be written: ${messageOf(error)}. ` +
        'Make it writable for this account, or set FAIRLEAD_DATA_DIR to another folder.',
    )
  }
  return ok(
    'data folder',
    folder === dataDir ? `The data folder ${dataDir} is writable` : `The data folder ${dataDir} will be made`,
  )
}

async function inspectSpace(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder)
  const gigabytes = (bavail * bsize) / gigabyte
  const message = `${gigabytes.toFixed(1)} GB are free for data`
  if (gigabytes < 0.2) return problem('disk', `${message}: make room, or set FAIRLEAD_DATA_DIR to another disk.`)
  if (gigabytes < 2) return hint('disk', `${message}: attachments will fill that soon.`)
  return ok('disk', message)
}

async function nearestExisting(folder: string): Promise<string> {
  const found = await stat(folder).catch(() => null)
  const parent = path.dirname(folder)
  return found || parent === folder ? folder : await nearestExisting(parent)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
