export type WizardStep = 'owner' | 'team' | 'channel' | 'install' | 'done'

type Known = Readonly<{
  isSetUp: boolean
  hasTeam: boolean
  channelIds: readonly string[]
  /** What the address asks for. */
  search: Readonly<{ step?: string; channel?: string }>
}>

/** Where to go on. What exists decides, so that a reload, or another device, resumes at the right place. */
export function wizardStepOf({ isSetUp, hasTeam, channelIds, search }: Known): WizardStep {
  if (!isSetUp) return 'owner'
  if (!hasTeam) return 'team'
  if (search.step === 'done') return 'done'
  if (search.channel !== undefined && channelIds.includes(search.channel)) return 'install'
  return channelIds.length === 0 ? 'channel' : 'done'
}
