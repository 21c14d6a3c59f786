import type { WorkflowDefinition, WorkflowProblem } from '@fairlead/sdk'
import { createContext, type ReactNode, use } from 'react'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import { problemText } from './problem-text.ts'

type Form = Readonly<{
  definition: WorkflowDefinition
  /** Of the workflow that it is of. */
  workflowId: string
  /** Of what is being edited, with paths within it. */
  problems: readonly WorkflowProblem[]
}>

const Context = createContext<Form | null>(null)

export function FormContext({ children, ...form }: Form & Readonly<{ children: ReactNode }>) {
  return <Context value={form}>{children}</Context>
}

/** The workflow that is being edited. */
export function useDefinition(): WorkflowDefinition {
  return useForm().definition
}

/** Its id. */
export function useWorkflowId(): string {
  return useForm().workflowId
}

export type ErrorOf = (path: string) => string | undefined

/** What is wrong at a path, or below it, in words. */
export function useErrorOf(): ErrorOf {
  const { problems } = useForm()
  const { t } = useTranslation('steps')
  return (path) => {
    const found = problems.find((problem) => problem.path === path || problem.path.startsWith(`${path}.`))
    return found && problemText(found, t)
  }
}

function useForm(): Form {
  const form = use(Context)
  if (form === null) throw new Error('This belongs into the form of a step.')
  return form
}
