import {
  checkWorkflow,
  inOrder,
  problemsOf,
  type WorkflowDefinition,
  type WorkflowProblem,
  workflowDefinition,
} from '@fairlead/sdk'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo } from 'react'
import { client } from '../../../../api.ts'

const afterMs = 800

/** Everything that is wrong: what can be told here at once, and what only the server knows a moment later. */
export function useProblems(definition: WorkflowDefinition): readonly WorkflowProblem[] {
  const shown = useDeferredValue(definition)
  const own = useMemo(() => ownProblems(shown), [shown])
  const [asked] = useDebouncedValue(definition, afterMs)
  const isWhole = useMemo(() => workflowDefinition.safeParse(asked).success, [asked])
  const theirs = useQuery({
    queryKey: ['workflow-check', asked],
    queryFn: ({ signal }) => client.call(checkWorkflow, { body: { definition: asked }, signal }),
    enabled: isWhole,
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  }).data?.data
  return useMemo(() => merged(shown, own, theirs ?? []), [shown, own, theirs])
}

const serverOnly: ReadonlySet<WorkflowProblem['code']> = new Set([
  'unknown_reference',
  'unknown_field',
  'text_mistake',
  'pattern_mistake',
  'private_address',
])

// The server answers to what was there before: of that only what cannot be told here counts, of steps that are still there.
function merged(
  definition: WorkflowDefinition,
  own: readonly WorkflowProblem[],
  theirs: readonly WorkflowProblem[],
): readonly WorkflowProblem[] {
  const ids = new Set(definition.steps.map(({ id }) => id))
  const more = theirs.filter(({ code, stepId }) => serverOnly.has(code) && (stepId === null || ids.has(stepId)))
  const known = new Map([...own, ...more].map((problem) => [keyOf(problem), problem]))
  return inOrder(definition, [...known.values()])
}

function keyOf({ code, stepId, path }: WorkflowProblem): string {
  return `${code} ${stepId ?? ''} ${path}`
}

function ownProblems(definition: WorkflowDefinition): readonly WorkflowProblem[] {
  const found = problemsOf(definition)
  const places = new Set(found.map(({ stepId, path }) => `${stepId ?? ''} ${path}`))
  return [...found, ...unfinished(definition).filter(({ stepId, path }) => !places.has(`${stepId ?? ''} ${path}`))]
}

/** What does not even have the form of a workflow, such as a name of a variable with a space in it. */
function unfinished(definition: WorkflowDefinition): WorkflowProblem[] {
  const parsed = workflowDefinition.safeParse(definition)
  if (parsed.success) return []
  return parsed.error.issues.map(({ path }) => {
    const [part, index, ...rest] = path
    const step = part === 'steps' && typeof index === 'number' ? definition.steps[index] : undefined
    const inside = step === undefined ? path.slice(1) : rest
    return { code: 'invalid', level: 'error', stepId: step?.id ?? null, path: inside.join('.'), data: {} }
  })
}
