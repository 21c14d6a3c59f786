import { type Announcement, roundedUp, type Spoken } from '@fairlead/engine'
import type { ExpectationText, LocalText } from '@fairlead/sdk'
import { describeDay, localeOf } from '../hours/describe.ts'

type Language = 'en' | 'de' | 'it' | 'vi' | 'th' | 'es' | 'fr' | 'pt'

/** Elsewhere `Intl` has words of its own that come near. */
const within: Readonly<Record<Language, string>> = {
  en: 'within',
  de: 'innerhalb von',
  it: 'entro',
  vi: 'trong vòng',
  th: 'ภายใน',
  es: 'en un plazo de',
  fr: 'd’ici',
  pt: 'em até',
}
const from: Readonly<Record<Language, string>> = {
  en: 'from',
  de: 'ab',
  it: 'dalle',
  vi: 'từ',
  th: 'ตั้งแต่เวลา',
  es: 'a partir de las',
  fr: 'à partir de',
  pt: 'a partir das',
}

/** The text in the contact's language: exactly theirs, else the same language, else the default. */
export function chooseText(
  { texts, defaultLocale }: ExpectationText | LocalText,
  contactLocale: string | null,
): { text: string; locale: string } {
  const wanted = contactLocale === null ? '' : contactLocale.replaceAll('_', '-').toLowerCase()
  const language = languageOf(wanted)
  const locales = Object.keys(texts)
  const isSame = (locale: string) => languageOf(locale.toLowerCase()) === language
  const chosen =
    locales.find((locale) => locale.toLowerCase() === wanted) ??
    locales.find((locale) => locale.toLowerCase() === language) ??
    locales.find(isSame) ??
    defaultLocale
  // A contact of the same language reads times and dates as where they are.
  return { text: texts[chosen] ?? '', locale: isSame(chosen) && wanted !== '' ? wanted : chosen }
}

/** A wait in words: “10 minutes”, “2 hours”, “tomorrow from 09:00”. */
export function describeWait(
  spoken: Announcement | Spoken,
  { locale: language, timeZone, now }: { locale: string; timeZone: string; now: number },
): string {
  const locale = localeOf(language)
  switch (spoken.kind) {
    case 'minutes':
      return unit(spoken.minutes, 'minute', locale)
    case 'hours':
      return unit(spoken.hours, 'hour', locale)
    case 'from': {
      const day = describeDay(spoken.at, { timeZone, locale, now })
      const time = new Intl.DateTimeFormat(locale, { timeZone, timeStyle: 'short' }).format(spoken.at)
      return [day, knownOf(locale, from), time].filter((word) => word !== null).join(' ')
    }
    default:
      return spoken satisfies never
  }
}

/** How soon a reply usually comes, rounded up: “within 15 minutes”. */
export function describeReplyWithin(replyMs: number, language: string): { told: string; ms: number } {
  const locale = localeOf(language)
  const spoken = roundedUp(replyMs)
  const [count, each] =
    spoken.kind === 'minutes' ? [spoken.minutes, 'minute' as const] : [spoken.hours, 'hour' as const]
  const preposition = knownOf(locale, within)
  return {
    told:
      preposition === null
        ? new Intl.RelativeTimeFormat(locale).format(count, each)
        : `${preposition} ${unit(count, each, locale)}`,
    ms: count * (each === 'minute' ? 60_000 : 3_600_000),
  }
}

function unit(count: number, each: 'minute' | 'hour', locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit: each, unitDisplay: 'long' }).format(count)
}

function knownOf(locale: string, words: Readonly<Record<Language, string>>): string | null {
  return new Map<string, string>(Object.entries(words)).get(languageOf(locale)) ?? null
}

function languageOf(locale: string): string {
  return locale.split('-')[0]!
}
