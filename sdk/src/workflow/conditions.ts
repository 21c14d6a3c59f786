import type { WorkflowCondition, WorkflowRule } from '../contract/workflow/condition.ts'
import type { WorkflowDefinition } from '../contract/workflow/definition.ts'

type Place = Readonly<{ stepId: string | null; path: string }>
export type PlacedCondition = Place & Readonly<{ condition: WorkflowCondition }>
export type PlacedRule = Place & Readonly<{ rule: WorkflowRule }>

/** Every condition of a definition, and where it is. */
export function conditionsOf({ start, steps }: WorkflowDefinition): readonly PlacedCondition[] {
  return [
    { stepId: null, path: 'condition', condition: start.condition },
    ...steps.flatMap((step) =>
      step.type !== 'branch'
        ? []
        : step.branches.map(({ condition }, index) => ({
            stepId: step.id,
            path: `branches.${index}.condition`,
            condition,
          })),
    ),
  ]
}

/** The rules of a condition, those of its groups among them. */
export function rulesOf({ stepId, path, condition }: PlacedCondition): readonly PlacedRule[] {
  return condition.rules.flatMap((rule, index) => {
    const at = `${path}.rules.${index}`
    return 'rules' in rule ? rulesOf({ stepId, path: at, condition: rule }) : [{ stepId, path: at, rule }]
  })
}
