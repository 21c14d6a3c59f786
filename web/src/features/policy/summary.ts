import type { Policy } from '@fairlead/sdk'
import { durationText } from '../../ui/duration-text.ts'
import { overflowTeam, type Speech } from './sentences.ts'

/** The whole policy in a few sentences, what matters most first. */
export function summaryOf(policy: Policy, speech: Speech): string[] {
  const { t, language } = speech
  const duration = (minutes: number) => durationText(minutes, language)
  const overflow = overflowSentence(policy, speech)
  const always = [
    ...(overflow === null ? [] : [overflow]),
    t(`summary.closed.${policy.outsideHours}`, { team: overflowTeam(policy, speech) }),
    ...(policy.whenOffline === 'keep' ? [] : [t(`summary.offline.${policy.whenOffline}`)]),
    ...(policy.autoCloseMinutes === null
      ? []
      : [t('summary.autoClose', { duration: duration(policy.autoCloseMinutes) })]),
  ]
  if (policy.strategy === 'manual') return [t('summary.manual'), ...always]

  return [
    ...preferredSentence(policy, speech),
    strategySentence(policy, speech),
    ...(policy.matchLanguage ? [t('summary.language')] : []),
    ...(policy.pace ? [t('summary.pace', { count: policy.pace.max, duration: duration(policy.pace.minutes) })] : []),
    ...(policy.noAnswerMinutes === null ? [] : [t('summary.noAnswer', { duration: duration(policy.noAnswerMinutes) })]),
    ...always,
  ]
}

function strategySentence(policy: Policy, { t }: Speech): string {
  const { strategy, onlineOnly, assignWhenBusy, agentLimit } = policy
  if (strategy === 'manual') return t('summary.manual')

  const who = onlineOnly ? 'online' : assignWhenBusy ? 'everybody' : 'notBusy'
  const parts = { strategy: t(`summary.strategy.${strategy}`), who: t(`summary.who.${who}`) }
  if (agentLimit === null) return t('summary.goesTo', parts)
  const limit = agentLimit === 0 ? t('summary.limitNone') : t('summary.limit', { count: agentLimit })
  return t('summary.goesToLimited', { ...parts, limit })
}

function preferredSentence({ owner, previous }: Policy, { t, language }: Speech): string[] {
  const first = owner ?? previous
  if (!first) return []
  const who = owner && previous ? 'ownerAndPrevious' : owner ? 'owner' : 'previous'
  const text = t(`summary.${who}`)
  if (first.waitMinutes === 0 || (owner && previous)) return [t('summary.first', { who: text })]
  const waits = t('summary.waits', { duration: durationText(first.waitMinutes, language) })
  return [t('summary.firstWaits', { who: text, waits })]
}

function overflowSentence(policy: Policy, speech: Speech): string | null {
  const { overflow } = policy
  if (!overflow || !canOverflow(overflow)) return null
  return overflow.teamId === null
    ? speech.t('summary.overflowTold')
    : speech.t('summary.overflow', { team: overflowTeam(policy, speech) })
}

/** Whether any condition could ever be true. */
export function canOverflow({ afterMinutes, longerThan, whenNobodyOnline }: NonNullable<Policy['overflow']>): boolean {
  return afterMinutes !== null || longerThan !== null || whenNobodyOnline
}
