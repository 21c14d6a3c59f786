import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ExportedWorkflow } from '@fairlead/sdk'
import type { Config } from '../config.ts'
import { Database, type Db } from '../db/database.ts'
import { fileNameOf, readDocuments, writeDocuments } from '../workflows/document.ts'
import { type CliOptions, CliUsageError } from './arguments.ts'
import { connect } from './connect.ts'
import { importWorkflows } from './workflows-import.ts'

/** `export <file or folder>`, `import <file or folder>`. */
export async function keepWorkflows(config: Config, words: readonly string[], options: CliOptions): Promise<string> {
  const [what, place] = words
  if ((what !== 'export' && what !== 'import') || place === undefined || words.length > 2) {
    throw new CliUsageError('workflows: needs "export" or "import", and a file or a folder')
  }
  // What is wrong with the files is told before anything is asked of the database.
  const given = what === 'import' ? await readFiles(place) : []
  await using connection = await connect(config)
  await using database = new Database(connection.url, { maxConnections: 2 })
  const workspaceId = await findWorkspace(database.db, options.workspace)
  if (what === 'export') return await exportWorkflows(database.db, { workspaceId, place, options })
  return await importWorkflows(database, {
    workspaceId,
    given,
    options,
    allowPrivateNetwork: config.allowPrivateNetwork,
  })
}

async function findWorkspace(db: Db, wanted: string | undefined): Promise<string> {
  const all = await db.selectFrom('workspace').select(['id', 'name']).orderBy('name').execute()
  const [found, other] = wanted === undefined ? all : all.filter(({ name, id }) => name === wanted || id === wanted)
  if (found && !other) return found.id
  const names = all.map(({ name, id }) => `  ${name} (${id})`).join('\n')
  throw new CliUsageError(
    found ? `--workspace: say which, by name or id:\n${names}` : `--workspace: there is no such workspace:\n${names}`,
  )
}

type Exporting = Readonly<{ workspaceId: string; place: string; options: CliOptions }>

// Drafts, since those are what is worked on; an import makes drafts again.
async function exportWorkflows(db: Db, { workspaceId, place, options }: Exporting): Promise<string> {
  const rows = await db
    .selectFrom('workflow')
    .select(['name', 'description', 'draft as definition'])
    .where('workspace_id', '=', workspaceId)
    .where('state', '<>', 'archived')
    .$if(options.name !== undefined, (query) => query.where('name', '=', options.name!))
    .orderBy('position')
    .orderBy('id')
    .execute()
  if (rows.length === 0) throw new CliUsageError('There is no such workflow to export.')

  const files = formatOf(place) ? [place] : await writeFolder(place, rows)
  if (formatOf(place)) await writeFile(place, writeDocuments(rows, formatOf(place) ?? 'yaml'))
  if (options.json) return JSON.stringify({ files, workflows: rows.map(({ name }) => name) })
  return [`${rows.length} workflows, as they are in their drafts:`, ...files.map((file) => `  ${file}`)].join('\n')
}

async function writeFolder(folder: string, workflows: readonly ExportedWorkflow[]): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const taken = new Set<string>()
  const files: string[] = []
  for (const workflow of workflows) {
    const file = path.join(folder, `${fileName(workflow.name, taken)}.yaml`)
    await writeFile(file, writeDocuments([workflow], 'yaml'))
    files.push(file)
  }
  return files
}

function fileName(name: string, taken: Set<string>): string {
  const stem = fileNameOf(name)
  for (let number = 1; ; number += 1) {
    const file = number === 1 ? stem : `${stem}-${number}`
    if (taken.has(file)) continue
    taken.add(file)
    return file
  }
}

function formatOf(place: string): 'yaml' | 'json' | null {
  if (/\.ya?ml$/i.test(place)) return 'yaml'
  return /\.json$/i.test(place) ? 'json' : null
}

async function readFiles(place: string): Promise<ExportedWorkflow[]> {
  const found = await stat(place).catch(() => null)
  if (!found) throw new CliUsageError(`There is no file or folder ${place}.`)
  const names = found.isDirectory() ? (await readdir(place)).filter((name) => formatOf(name) !== null).toSorted() : []
  const files = found.isDirectory() ? names.map((name) => path.join(place, name)) : [place]
  const all: ExportedWorkflow[] = []
  const mistakes: string[] = []
  for (const file of files) {
    const reading = readDocuments(await readFile(file, 'utf8'))
    if (reading.kind === 'read') all.push(...reading.workflows)
    else {
      for (const { line, path: at, message } of reading.mistakes) {
        mistakes.push(`${file}:${line}: ${at === '' ? '' : `${at}: `}${message}`)
      }
    }
  }
  if (mistakes.length > 0) throw new WorkflowFileError(mistakes.join('\n'))
  if (all.length === 0) throw new CliUsageError(`There is no workflow in ${place}.`)
  return all
}

/** The files are not what they should be: every line says where and why. Nothing was changed. */
export class WorkflowFileError extends Error {}
