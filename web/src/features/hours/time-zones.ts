// Browsers list these by what they were called long ago. People look for what stands on the map today.
const todaysNames: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
}

/** Every time zone there is, by the names of today. */
export function timeZones(): readonly string[] {
  const others = Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')
  return ['UTC', ...others.map(todaysName).toSorted()]
}

/** Where this browser is. */
export function ownTimeZone(): string {
  return todaysName(Intl.DateTimeFormat().resolvedOptions().timeZone)
}

function todaysName(zone: string): string {
  return todaysNames[zone] ?? zone
}
