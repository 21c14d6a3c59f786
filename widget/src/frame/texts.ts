import en from '../locales/en.json' with { type: 'json' }

export type TextKey = keyof typeof en
export type CountedKey = { [K in TextKey]: K extends `${infer Base}_other` ? Base : never }[TextKey]
type Values = Readonly<Record<string, string>>

export type Texts = Readonly<{
  locale: string
  direction: 'ltr' | 'rtl'
  t(key: TextKey, values?: Values): string
  counted(key: CountedKey, count: number): string
  /** What the server has refused, in the visitor's words where we have them. */
  problem(code: string, detail: string): string
  time(instant: string): string
  day(instant: string, now: Date): string
  size(bytes: number): string
  percent(part: number): string
}>

export type Dictionary = Readonly<Record<TextKey, string>>

// Fetched when it is asked for; English is part of the frame, for everybody else and for when fetching fails.
const others: Readonly<Record<string, () => Promise<{ default: Dictionary }>>> = {
  de: () => import('../locales/de.json', { with: { type: 'json' } }),
  it: () => import('../locales/it.json', { with: { type: 'json' } }),
  vi: () => import('../locales/vi.json', { with: { type: 'json' } }),
  th: () => import('../locales/th.json', { with: { type: 'json' } }),
}
const languages = ['en', ...Object.keys(others)]
const rightToLeft = ['ar', 'dv', 'fa', 'he', 'ps', 'ur', 'yi']

/** The first of the wanted locales that there are texts for, with its region for dates and numbers; else English. */
export function chooseLocale(wanted: readonly string[]): string {
  return wanted.find((locale) => isLocale(locale) && languages.includes(languageOf(locale))) ?? 'en'
}

/** The texts of a locale; in English where its own cannot be had. */
export async function loadTexts(locale: string): Promise<Texts> {
  const load = others[languageOf(locale)]
  if (load === undefined) return createTexts(locale, en)
  try {
    return createTexts(locale, (await load()).default)
  } catch {
    return createTexts('en', en)
  }
}

export function createTexts(locale: string, dictionary: Dictionary = en): Texts {
  const plural = new Intl.PluralRules(locale)
  const number = new Intl.NumberFormat(locale)
  const timeFormat = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' })

  const t: Texts['t'] = (key, values = {}) =>
    dictionary[key].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')

  return {
    locale,
    direction: rightToLeft.includes(languageOf(locale)) ? 'rtl' : 'ltr',
    t,
    counted(key, count) {
      const exact = `${key}_${plural.select(count)}`
      return t(isKey(exact) ? exact : `${key}_other`, { count: number.format(count) })
    },
    problem(code, detail) {
      const key = `problem.${code}`
      return isKey(key) ? t(key) : detail || t('problem.unknown')
    },
    time: (instant) => timeFormat.format(new Date(instant)),
    day(instant, now) {
      const date = new Date(instant)
      const days = daysBetween(date, now)
      if (days === 0) return t('log.today')
      if (days === 1) return t('log.yesterday')
      const isThisYear = date.getFullYear() === now.getFullYear()
      return date.toLocaleDateString(locale, {
        weekday: 'long',
        day: 'numeric',
        month: 'long',
        ...(isThisYear ? {} : { year: 'numeric' }),
      })
    },
    size(bytes) {
      const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte']
      const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
      const value = bytes / 1000 ** power
      const maximumFractionDigits = value < 10 ? 1 : 0
      return value.toLocaleString(locale, {
        style: 'unit',
        unit: units[power],
        unitDisplay: 'short',
        maximumFractionDigits,
      })
    },
    percent: (part) => part.toLocaleString(locale, { style: 'percent' }),
  }
}

function isKey(key: string): key is TextKey {
  return key in en
}

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1
  } catch {
    return false
  }
}

function languageOf(locale: string): string {
  return locale.split('-', 1)[0]?.toLowerCase() ?? ''
}

// By the calendar, and safe on the days that have 23 or 25 hours.
function daysBetween(date: Date, now: Date): number {
  const [from, to] = [date, now].map((day) => Date.UTC(day.getFullYear(), day.getMonth(), day.getDate()))
  return Math.round(((to ?? 0) - (from ?? 0)) / 86_400_000)
}
