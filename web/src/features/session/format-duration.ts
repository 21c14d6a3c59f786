/** A time to wait, in words of the language: "42 seconds", "3 minutes". Rounded up: too early would be refused again. */
export function formatDuration(seconds: number, language?: string): string {
  const isShort = seconds <= 90
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: isShort ? 'second' : 'minute',
    unitDisplay: 'long',
  }).format(isShort ? seconds : Math.ceil(seconds / 60))
}
