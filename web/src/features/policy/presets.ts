import { type Policy, policyPresets, policy as policySchema } from '@fairlead/sdk'

export type Preset = keyof typeof policyPresets

export const presets: readonly Preset[] = [
  'sales_even_leads',
  'support_high_quality',
  'support_low_cost',
  'named_accounts',
]

/** The policy as the preset has it; hours and messages are the team's own and stay. */
export function withPreset(policy: Policy, preset: Preset): Policy {
  const { hours, outsideHours, messages, overflow } = policy
  const fresh = policySchema.parse(policyPresets[preset])
  // A team that overflows out of hours needs the team to overflow to.
  const kept = outsideHours === 'overflow' ? { overflow } : {}
  return { ...fresh, hours, outsideHours, messages, ...kept }
}

/** Which preset the settings equal, if any. */
export function presetOf(policy: Policy): Preset | null {
  return presets.find((preset) => isSame(withPreset(policy, preset), policy)) ?? null
}

/** What most teams begin with. */
export const firstPolicy: Policy = policySchema.parse(policyPresets.support_high_quality)

/** Whether two parts of a policy say the same, whatever the order of their fields. */
export function isSame(one: unknown, two: unknown): boolean {
  return stable(one) === stable(two)
}

function stable(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )
}
