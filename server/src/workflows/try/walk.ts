import type { WorkflowDefinition, WorkflowValue } from '@fairlead/sdk'
import { begin } from '../interpreter/begin.ts'
import type { Effect } from '../interpreter/effect.ts'
import { needsOf } from '../interpreter/needs.ts'
import type { EffectResult, RunEvent } from '../interpreter/run-event.ts'
import { step } from '../interpreter/step.ts'
import type { World } from '../interpreter/world.ts'
import { Pause } from '../pause.ts'

/** `exit` null: it ends there, or nobody knows how it went on. */
export type Taken = Readonly<{ stepId: string; exit: string | null }>

const mostSteps = 100

/** The way that a run would take, as far as that can be told without anybody's answer. */
export async function walk(
  definition: WorkflowDefinition,
  world: World,
  variables: Readonly<Record<string, WorkflowValue>> = {},
): Promise<readonly Taken[]> {
  const taken: Taken[] = []
  const pause = new Pause()
  let run = begin(definition, variables)
  let told: RunEvent = { type: 'go_on' }
  while (run.status === 'running' || told.type === 'done') {
    const isUnknown =
      run.status === 'running' && needsOf(definition, run.stepId).queues.length > 0 && decides(definition, run.stepId)
    if (isUnknown || taken.length === mostSteps) break
    const [after, effects] = step(definition, run, told, world)
    run = after
    told = { type: 'go_on' }
    await pause.whenLong()
    for (const effect of effects) {
      if (effect.do === 'record' && effect.stepId !== null) taken.push({ stepId: effect.stepId, exit: effect.exit })
      const result = knownOf(effect)
      if (result !== null) told = { type: 'done', effectId: effect.id, result }
    }
  }
  const isOver = run.status !== 'running' && run.status !== 'waiting'
  return isOver || run.stepId === null ? taken : [...taken, { stepId: run.stepId, exit: null }]
}

// A text may name the queue all the same: what it says changes no way.
function decides({ steps }: WorkflowDefinition, stepId: string | null): boolean {
  return steps.find(({ id }) => id === stepId)?.type === 'branch'
}

/** What comes of it, as far as that is always so. */
function knownOf(effect: Effect): EffectResult | null {
  switch (effect.do) {
    case 'record':
    case 'rate':
    case 'request':
      return null
    case 'assign':
      return effect.fullAt === null ? { do: 'assign', outcome: 'waiting', agentId: null } : null
    default:
      return { do: 'other' }
  }
}
