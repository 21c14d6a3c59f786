import type { Policy } from '@fairlead/sdk'
import { isSame } from './presets.ts'

export type Rebased = Readonly<{
  policy: Policy
  /** What both changed, to different things: the edit's stays. */
  both: readonly (keyof Policy)[]
}>

/**
 * Carries an edit over to a version that somebody else saved meanwhile: what was not touched is as in the new version,
 * what was touched stays.
 */
export function rebase(base: Policy, edited: Policy, latest: Policy): Rebased {
  const touched = settingsThatDiffer(base, edited)
  const kept = Object.fromEntries(touched.map((setting) => [setting, edited[setting]]))
  const both = touched.filter(
    (setting) => !isSame(base[setting], latest[setting]) && !isSame(edited[setting], latest[setting]),
  )
  return { policy: { ...latest, ...kept }, both }
}

function settingsThatDiffer(one: Policy, two: Policy): (keyof Policy)[] {
  return settings(one).filter((setting) => !isSame(one[setting], two[setting]))
}

function settings(policy: Policy): (keyof Policy)[] {
  return Object.keys(policy).filter((key): key is keyof Policy => key in policy)
}
