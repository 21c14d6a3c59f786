/** A length of sound or film, as players show it: `1:05`. */
export function clockText(seconds: number): string {
  const whole = Math.floor(seconds)
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60]
  const parts = hours > 0 ? [hours, padded(minutes)] : [minutes]
  return [...parts, padded(whole % 60)].join(':')
}

function padded(part: number): string {
  return String(part).padStart(2, '0')
}
