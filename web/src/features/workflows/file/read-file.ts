import { ApiError, type ExportedWorkflow, maxDocumentBytes, type Problem, readWorkflowDocument } from '@fairlead/sdk'
import { client } from '../../../api.ts'
import { describeError } from '../../../describe-error.ts'

export type Mistake = NonNullable<Problem['errors']>[number]

/** Why nothing came of a file. */
export type FileTrouble = Readonly<{ fileName: string }> &
  (
    | Readonly<{ kind: 'mistaken'; mistakes: readonly Mistake[] }>
    | Readonly<{ kind: 'too_big' }>
    /** There are several in it, none of which has that name. */
    | Readonly<{ kind: 'several'; name: string }>
    | Readonly<{ kind: 'refused'; reason: string }>
  )

export type FileReading =
  | Readonly<{ kind: 'read'; workflows: readonly ExportedWorkflow[] }>
  | Readonly<{ kind: 'unread'; trouble: FileTrouble }>

/** The workflows in a file, all of them or none; read by the server, which knows YAML and JSON. */
export async function readFile(file: File): Promise<FileReading> {
  const { name: fileName } = file
  if (file.size > maxDocumentBytes) return { kind: 'unread', trouble: { fileName, kind: 'too_big' } }
  try {
    const { data } = await client.call(readWorkflowDocument, { body: { text: await file.text() } })
    return { kind: 'read', workflows: data }
  } catch (error) {
    return { kind: 'unread', trouble: { fileName, ...troubleOf(error) } }
  }
}

function troubleOf(error: unknown) {
  const mistakes = error instanceof ApiError && error.code === 'document_mistaken' ? error.problem.errors : undefined
  if (mistakes !== undefined) return { kind: 'mistaken', mistakes } as const
  return { kind: 'refused', reason: describeError(error) } as const
}
