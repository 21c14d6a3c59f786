import { z } from 'zod'

type Rule = Readonly<{ field: string }>

/** Rules in groups: all of a group have to hold, or one of them; `not` turns it round. */
export type RuleTree<R extends Rule> = Readonly<{
  combinator: 'and' | 'or'
  not?: boolean | undefined
  rules: readonly (R | RuleTree<R>)[]
}>

const deepest = 5
const most = 50

/** Nested at most five deep, at most fifty rules in all. OpenAPI calls a group by `id`, refusals its rules by `name`. */
export function ruleTree<R extends Rule>(
  rule: z.ZodType<R>,
  { id, name }: Readonly<{ id: string; name: string }>,
): z.ZodType<RuleTree<R>> {
  const group: z.ZodType<RuleTree<R>> = z
    .object({
      combinator: z.enum(['and', 'or']),
      not: z.boolean().optional(),
      rules: z.array(z.union([rule, z.lazy(() => group)])).max(most),
    })
    .meta({ id })
  return group
    .refine((given) => depthOf(given) <= deepest, `must be nested at most ${deepest} deep`)
    .refine((given) => countOf(given) <= most, `must have at most ${most} ${name}`)
}

function depthOf<R extends Rule>({ rules }: RuleTree<R>): number {
  return 1 + Math.max(0, ...rules.map((rule) => ('field' in rule ? 0 : depthOf(rule))))
}

function countOf<R extends Rule>({ rules }: RuleTree<R>): number {
  return rules.reduce((sum, rule) => sum + ('field' in rule ? 1 : countOf(rule)), 0)
}

const scalar = z.union([z.string().max(200), z.number(), z.boolean(), z.null()])

/** What a rule compares with. */
export const ruleValue = z.union([scalar, z.array(scalar).max(100)])
