export type SnoozePreset = Readonly<{ name: 'laterToday' | 'tomorrow' | 'monday' | 'nextWeek'; until: Date }>

const morningHour = 9
const laterHours = 3

/** Times to offer, by the clock of whoever looks. A Monday that goes by another name is left out. */
export function snoozePresets(now: Date): readonly SnoozePreset[] {
  const later = new Date(now.getTime() + laterHours * 3_600_000)
  const presets: SnoozePreset[] = [
    { name: 'laterToday', until: later },
    { name: 'tomorrow', until: morning(now, 1) },
    { name: 'monday', until: morning(now, daysUntilMonday(now)) },
    { name: 'nextWeek', until: morning(now, 7) },
  ]
  const isToday = later.toDateString() === now.toDateString()

  const isNamedTwice = ({ until }: SnoozePreset) =>
    presets.filter((other) => other.until.getTime() === until.getTime()).length > 1

  return presets.filter(
    (preset) => (preset.name !== 'laterToday' || isToday) && (preset.name !== 'monday' || !isNamedTwice(preset)),
  )
}

/** What a field for date and time holds for an instant: local, to the minute. */
export function toLocalInput(date: Date): string {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}

function morning(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, morningHour)
}

function daysUntilMonday(now: Date): number {
  return (8 - now.getDay()) % 7 || 7
}
