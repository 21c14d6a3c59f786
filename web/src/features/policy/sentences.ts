import type { ExpectationKind, ExpectationText, Policy } from '@fairlead/sdk'
import type { TFunction } from '../../i18n/translate.ts'
import { durationText } from '../../ui/duration-text.ts'
import { languageName } from '../../ui/language-name.ts'
import { hoursText } from '../hours/hours-text.ts'

export type Setting =
  | Exclude<keyof Policy, 'messages'>
  | 'overflowAfter'
  | 'overflowLonger'
  | 'overflowOnline'
  | `messages.${ExpectationKind | 'expectedReply'}`

/** What sentences need to know beside the policy. */
export type Speech = Readonly<{
  t: TFunction<'policy'>
  tHours: TFunction<'hours'>
  language: string
  /** Whom the sentences take as their example. */
  who: string
  teamName: (id: string) => string
}>

/** What a setting means now, in one plain sentence. */
export function sentenceOf(setting: Setting, policy: Policy, speech: Speech): string {
  const { t } = speech
  const who = { who: speech.who, Who: capitalized(speech.who) }
  const duration = (minutes: number) => durationText(minutes, speech.language)

  switch (setting) {
    case 'strategy':
      return t(`strategies.${policy.strategy}.title`)
    case 'onlineOnly':
    case 'assignWhenBusy':
    case 'matchLanguage':
      return t(`sentences.${setting}.${policy[setting] ? 'on' : 'off'}`)
    case 'manualCountsAsTurn':
      return t(`sentences.manualCountsAsTurn.${policy.manualCountsAsTurn ? 'on' : 'off'}`, who)
    case 'owner':
    case 'previous': {
      const preference = policy[setting]
      if (!preference) return t(`sentences.${setting}.off`)
      const { waitMinutes, overLimit } = preference
      const wait = t(`sentences.${setting}.${waitMinutes === 0 ? 'now' : 'wait'}`, { duration: duration(waitMinutes) })
      return `${wait} ${t(`sentences.overLimit.${overLimit}`)}`
    }
    case 'agentLimit':
      if (policy.agentLimit === null) return t('sentences.agentLimit.none')
      if (policy.agentLimit === 0) return t('sentences.agentLimit.zero', who)
      return t('sentences.agentLimit.some', { ...who, count: policy.agentLimit })
    case 'pace':
      if (!policy.pace) return t('sentences.pace.off')
      return t('sentences.pace.on', { ...who, count: policy.pace.max, duration: duration(policy.pace.minutes) })
    case 'wrapUpMinutes':
      if (policy.wrapUpMinutes === 0) return t('sentences.wrapUpMinutes.off')
      return t('sentences.wrapUpMinutes.on', { ...who, duration: duration(policy.wrapUpMinutes) })
    case 'skillRelaxMinutes':
    case 'noAnswerMinutes':
    case 'autoCloseMinutes':
    case 'firstReplyMinutes': {
      const minutes = policy[setting]
      if (minutes === null) return t(`sentences.${setting}.off`, who)
      return t(`sentences.${setting}.on`, { ...who, duration: duration(minutes) })
    }
    case 'deadlineNearMinutes':
      return t('sentences.deadlineNearMinutes', { duration: duration(policy.deadlineNearMinutes) })
    case 'overflow':
    case 'overflowAfter':
    case 'overflowLonger':
    case 'overflowOnline':
      return overflowSentence(setting, policy.overflow, speech)
    case 'busyAfterMisses':
      if (policy.busyAfterMisses === null) return t('sentences.busyAfterMisses.off')
      return t('sentences.busyAfterMisses.on', { ...who, count: policy.busyAfterMisses })
    case 'whenOffline':
      return t(`sentences.whenOffline.${policy.whenOffline}`, who)
    case 'hours':
      if (!policy.hours) return t('sentences.hours.workspace')
      return t('sentences.hours.own', { text: hoursText(policy.hours, speech.tHours, speech.language) })
    case 'outsideHours':
      return t(`sentences.outsideHours.${policy.outsideHours}`, { team: overflowTeam(policy, speech) })
    case 'messages.expectedReply':
      return policy.messages.expectedReply || t('sentences.expectedReplyNone')
    case 'messages.assigned':
      return messageSentence(policy.messages.assigned, speech)
    case 'messages.away':
      return messageSentence(policy.messages.away, speech)
    case 'messages.overCapacity':
      return messageSentence(policy.messages.overCapacity, speech)
    case 'messages.queueUpdate':
      return messageSentence(policy.messages.queueUpdate, speech)
  }
}

function capitalized(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1)
}

/** The team that conversations move to, in words. */
export function overflowTeam({ overflow }: Policy, { t, teamName }: Speech): string {
  return overflow?.teamId ? teamName(overflow.teamId) : t('somebody')
}

type OverflowSetting = 'overflow' | 'overflowAfter' | 'overflowLonger' | 'overflowOnline'

function overflowSentence(setting: OverflowSetting, overflow: Policy['overflow'], speech: Speech): string {
  const { t, teamName, language } = speech
  switch (setting) {
    case 'overflow':
      if (!overflow) return t('sentences.overflow.off')
      if (overflow.teamId === null) return t('sentences.overflow.told')
      return t('sentences.overflow.team', { team: teamName(overflow.teamId) })
    case 'overflowAfter':
      if (!overflow || overflow.afterMinutes === null) return t('sentences.overflowAfter.off')
      return t('sentences.overflowAfter.on', { duration: durationText(overflow.afterMinutes, language) })
    case 'overflowLonger':
      if (!overflow || overflow.longerThan === null) return t('sentences.overflowLonger.off')
      return t('sentences.overflowLonger.on', { count: overflow.longerThan })
    case 'overflowOnline':
      return t(`sentences.overflowOnline.${overflow?.whenNobodyOnline ? 'on' : 'off'}`)
  }
}

function messageSentence(message: ExpectationText | null, { t, language }: Speech): string {
  if (!message) return t('sentences.message.off')
  const { defaultLocale, texts, everyHours } = message
  const locales = Object.keys(texts).toSorted((a, b) => Number(b === defaultLocale) - Number(a === defaultLocale))
  const lines = locales.map((locale) => `${languageName(locale, language)}: “${texts[locale] ?? ''}”`)
  const often = everyHours === 0 ? t('messages.everyHoursNone') : t('messages.everyHoursSome', { count: everyHours })
  return t('sentences.message.on', { texts: [...lines, often].join('\n') })
}
