import type { Words } from '@fairlead/sdk'
import type { TFunction } from '../../i18n/translate.ts'
import { comingTime } from '../inbox/time-text.ts'

type Said = Readonly<{ sentence: string | null; words?: readonly Words[] | undefined }>
type Values = Words['values']

/**
 * Why, in the language of whoever reads: the engine's sentences, of which the record has the keys. Records of earlier
 * versions, and sentences that we do not know, are told as they were written.
 */
export function decisionText(
  { sentence, words = [] }: Said,
  at: string,
  locale: string,
  t: TFunction<'assignment'>,
): string {
  const said = words.map(({ key, values }) => sayOne(key, values, { at, locale, t }))
  return said.length === 0 || said.includes('') ? (sentence ?? '') : said.join(' ')
}

type Speech = Readonly<{ at: string; locale: string; t: TFunction<'assignment'> }>

function sayOne(key: string, values: Values, speech: Speech): string {
  const { t, at, locale } = speech
  const filled = Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      if (typeof value === 'object') return []
      // A moment is told as it was seen when it was decided.
      if (name.endsWith('At') && typeof value === 'string') {
        return [[name, comingTime(value, Date.parse(at), locale)]]
      }
      return [[name, value]]
    }),
  )
  switch (key) {
    case 'nobody_eligible':
      return t('sentence.nobody_eligible', { reasons: reasonsText(values, speech) })
    case 'lowest_share':
      return typeof values.share === 'number'
        ? t('sentence.lowest_share_known', { ...filled, share: values.share })
        : t('sentence.lowest_share', filled)
    case 'outside_hours':
      return t(values.opensAt === undefined ? 'sentence.outside_hours' : 'sentence.outside_hours_opens', filled)
    case 'held':
      return t(heldKey(values), { ...filled, reason: exclusionText(values.exclusion, t) })
    case 'waited_too_long':
    case 'queue_too_long':
    case 'nobody_online':
    case 'team_outside_hours':
      return t(`sentence.${key}`, {
        ...filled,
        ...(typeof values.minutes === 'number' ? { count: values.minutes } : {}),
        to: typeof values.to === 'string' ? values.to : t('sentence.otherTeam'),
      })
    default:
      return t(`sentence.${key}`, { ...filled, defaultValue: '' })
  }
}

function heldKey({ name, untilAt, exclusion }: Values) {
  if (name === undefined) return 'sentence.held'
  if (untilAt === undefined) return exclusion === undefined ? 'sentence.held_name' : 'sentence.held_name_reason'
  return exclusion === undefined ? 'sentence.held_until' : 'sentence.held_until_reason'
}

function reasonsText({ excluded, limits }: Values, { locale, t }: Speech): string {
  const reasons = typeof excluded === 'object' ? Object.entries(excluded) : []
  const reached = typeof limits === 'object' ? Object.entries(limits) : []
  const texts = reasons.map(([reason, count]) => {
    const text = t('sentence.reason', { count, reason: exclusionText(reason, t) })
    if (reason !== 'at_capacity' || reached.length === 0) return text
    const scopes = reached.map(([scope, each]) => t(`excluded.limit.${scope}`, { count: each, defaultValue: scope }))
    return t('sentence.reason_limits', { text, limits: new Intl.ListFormat(locale).format(scopes) })
  })
  return new Intl.ListFormat(locale).format(texts)
}

function exclusionText(reason: Values[string] | undefined, t: TFunction<'assignment'>): string {
  return typeof reason === 'string' ? t(`exclusion.${reason}`, { defaultValue: reason }) : ''
}
