import type { StepOf } from '@fairlead/sdk'
import { effectOf, renderValue } from './acting.ts'
import { holds } from './condition.ts'
import type { Effect } from './effect.ts'
import { openingOf, own, ownTeam, workspaceHours } from './lookup.ts'
import { effectId, fail, finish, leave, note, type Place, perform, type Taken } from './move.ts'
import { newEffort } from './pattern.ts'
import { ask } from './question.ts'
import { request } from './request.ts'
import { shareOf } from './share.ts'
import { wait } from './waits.ts'

/** What a step does when a run comes to it. @throws {TextFailure | PatternMistake} */
export function take(place: Place): Taken {
  const { step, run, world } = place
  switch (step.type) {
    case 'ask_question':
      return ask({ ...place, step })
    case 'branch': {
      const effort = newEffort()
      const branch = step.branches.find(({ condition }) => holds(condition, world, run.variables, effort))
      return leave(run, step, branch ? `branch:${branch.id}` : 'else')
    }
    case 'hours':
      return leave(run, step, isInside(step, place) ? 'inside' : 'outside')
    case 'wait':
      return wait({ ...place, step })
    case 'set_variable': {
      const value = renderValue(step.value, place)
      return leave({ ...run, variables: { ...run.variables, [step.variable]: value } }, step, 'next', {
        output: { value },
      })
    }
    case 'http_request':
      return request({ ...place, step })
    case 'jump':
      return jump({ ...place, step })
    case 'run_workflow': {
      const { workflowId } = step
      if (workflowId === null) return fail(run, step, missing)
      return perform(run, { do: 'run_workflow', id: effectId(run, 'do'), workflowId }, 'next')
    }
    case 'split': {
      const part = shareOf(step.parts, `${world.facts.contact.id} ${step.id}`)
      return leave(run, step, `part:${part?.id ?? ''}`)
    }
    case 'assign':
      // What comes of it decides where it goes on.
      return perform(note(run, { output: { to: step.to } }), effectOf(step, place), null)
    case 'stop':
      return finish(run, step)
    default: {
      const effect = effectOf(step, place)
      return perform(note(run, { output: saidBy(effect) }), effect, 'next')
    }
  }
}

const missing = { code: 'missing', message: 'The step does not say which.' }

// For the history: what was said or changed, in the words in which it went out.
function saidBy({ id: _, do: __, ...said }: Effect): Readonly<Record<string, unknown>> {
  return said
}

function isInside({ id, of }: StepOf<'hours'>, { world }: Place): boolean {
  const key = of.kind === 'own' ? `step:${id}` : of.kind === 'team' ? (of.teamId ?? ownTeam) : workspaceHours
  // Where no hours are known nobody is shut out.
  return openingOf(world.facts, key)?.isOpen ?? true
}

function jump({ step, run }: Place<StepOf<'jump'>>): Taken {
  if (step.to === null) return fail(run, step, missing)
  const times = (own(run.jumps, step.id) ?? 0) + 1
  if (times > step.most) return leave(run, step, 'exceeded', { output: { times: step.most } })
  return leave(
    { ...run, jumps: { ...run.jumps, [step.id]: times } },
    step,
    'jumped',
    { output: { to: step.to, times } },
    step.to,
  )
}
