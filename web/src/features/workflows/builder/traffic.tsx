import type { getWorkflowOverview, Output } from '@fairlead/sdk'
import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useMemo } from 'react'
import { overviewQuery, trafficDays } from '../runs/queries.ts'

export type StepTraffic = Output<typeof getWorkflowOverview>['steps'][number]

/** Of a step: how many came to it, and by which exits they went on. */
export type Passage = Pick<StepTraffic, 'stepId' | 'reached' | 'exits'>

const Context = createContext<ReadonlyMap<string, StepTraffic> | null>(null)

type Props = Readonly<{
  workflowId: string
  /** Those of runs. */
  isShown: boolean
  /** What would have been, which stands for that. */
  past: readonly Passage[] | null
  children: ReactNode
}>

/** Where runs are and which way they went, for whoever draws a step; nothing while nobody looks at them. */
export function Traffic({ workflowId, isShown, past, children }: Props) {
  const { data } = useQuery({ ...overviewQuery(workflowId, trafficDays), enabled: isShown })
  const runs = isShown ? data?.steps : undefined
  const steps = useMemo(() => past?.map((step) => ({ ...step, now: 0, failed: 0 })) ?? runs, [past, runs])
  const byStep = useMemo(() => (steps ? new Map(steps.map((step) => [step.stepId, step])) : null), [steps])
  return <Context value={byStep}>{children}</Context>
}

/** Null: runs are not looked at. A step that none came to has zeros. */
export function useTraffic(stepId: string): StepTraffic | null {
  const byStep = use(Context)
  return byStep === null ? null : (byStep.get(stepId) ?? { stepId, now: 0, reached: 0, failed: 0, exits: {} })
}
