/** Which of several things falls to somebody, in shares: the same one always the same, and all of them evenly. */
export function shareOf<T extends Readonly<{ percent: number }>>(parts: readonly T[], seed: string): T | null {
  const whole = parts.reduce((sum, { percent }) => sum + percent, 0)
  let point = (hash(seed) / 2 ** 32) * whole
  for (const part of parts) {
    if (part.percent > 0 && point < part.percent) return part
    point -= part.percent
  }
  // Without any shares there is still a way to go.
  return parts.findLast(({ percent }) => percent > 0) ?? parts[0] ?? null
}

// FNV-1a, and MurmurHash’s last round: ids that differ in their last letters alone land far apart.
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}
