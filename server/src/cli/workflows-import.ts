import type { Actor, ExportedWorkflow, WorkflowProblem } from '@fairlead/sdk'
import type { Database, Tx } from '../db/database.ts'
import { changeWorkflow } from '../workflows/change.ts'
import { checkDefinition } from '../workflows/check.ts'
import { makeWorkflow } from '../workflows/make.ts'
import { type CliOptions, CliUsageError } from './arguments.ts'

const actor: Actor = { type: 'system', id: null }

type Importing = Readonly<{
  workspaceId: string
  given: readonly ExportedWorkflow[]
  options: CliOptions
  allowPrivateNetwork: boolean
}>

/** Makes the drafts of these, or changes those of the same names: all of them, or none. Nothing is published. */
export async function importWorkflows(
  database: Database,
  { workspaceId, given, options, allowPrivateNetwork }: Importing,
): Promise<string> {
  requireDifferentNames(given)
  const outcomes = await database.transact(async (tx) => {
    const all: Outcome[] = []
    for (const workflow of given) {
      const { id, isNew } = await keep(tx, workspaceId, workflow)
      const problems = await checkDefinition(tx, workspaceId, workflow.definition, { allowPrivateNetwork })
      all.push({ id, isNew, name: workflow.name, problems })
    }
    return all
  })
  return options.json ? JSON.stringify({ workflows: outcomes }) : outcomes.map(inWords).join('\n')
}

type Outcome = Readonly<{ id: string; isNew: boolean; name: string; problems: readonly WorkflowProblem[] }>

async function keep(tx: Tx, workspaceId: string, workflow: ExportedWorkflow): Promise<{ id: string; isNew: boolean }> {
  const { name, description, definition: draft } = workflow
  const [found, other] = await tx
    .selectFrom('workflow')
    .select(['id', 'draft_version'])
    .where('workspace_id', '=', workspaceId)
    .where('name', '=', name)
    .where('state', '<>', 'archived')
    .forNoKeyUpdate()
    .execute()
  if (other) throw new CliUsageError(`There are several workflows called “${name}”. Rename or archive all but one.`)
  if (!found)
    return { id: await makeWorkflow(tx, { workspaceId, actor, given: { name, description, draft } }), isNew: true }
  const given = { description, draft, draftVersion: found.draft_version }
  await changeWorkflow(tx, { workspaceId, id: found.id, actor, given })
  return { id: found.id, isNew: false }
}

function requireDifferentNames(given: readonly ExportedWorkflow[]): void {
  const names = given.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new CliUsageError(`“${twice}” is there twice.`)
}

function inWords({ name, isNew, problems }: Outcome): string {
  const lines = problems.map(({ code, level, stepId, path, data }) => {
    const place = [stepId === null ? 'start' : `step ${stepId}`, path].filter((part) => part !== '').join(', ')
    const details = Object.values(data).join(' ')
    return `  ${level}: ${place}: ${code.replaceAll('_', ' ')}${details === '' ? '' : ` (${details})`}`
  })
  return [`${isNew ? 'Made' : 'Changed'} the draft of “${name}”.`, ...lines].join('\n')
}
