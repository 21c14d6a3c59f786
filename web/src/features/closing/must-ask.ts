import type { ClosingCategory, Workspace } from '@fairlead/sdk'

/** Whether a member who closes has something to say first. Without any category there is none to ask for. */
export function mustAsk(rules: Workspace['closing'], categories: readonly ClosingCategory[]): boolean {
  return rules.isSummaryRequired || (rules.isCategoryRequired && categories.some(({ isDeleted }) => !isDeleted))
}
