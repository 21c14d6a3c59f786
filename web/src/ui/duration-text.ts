import { translations } from '../i18n/translations.ts'

/** Minutes in words: `90` is "1 hour 30 minutes". */
export function durationText(minutes: number, language: string = translations.language): string {
  const parts = [
    { unit: 'day', count: Math.floor(minutes / 1440) },
    { unit: 'hour', count: Math.floor((minutes % 1440) / 60) },
    { unit: 'minute', count: minutes % 60 },
  ]
  const shown = parts.filter(({ count }) => count > 0)
  return (shown.length > 0 ? shown : parts.slice(2))
    .map(({ unit, count }) =>
      new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count),
    )
    .join(' ')
}
