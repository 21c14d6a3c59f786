const longest = 60

/**
 * A key made of a name that is not among those taken. Letters without their marks; what has none of ours becomes `field`.
 *
 * @example keyFrom('Größe (cm)', []) // 'grosse_cm'
 */
export function keyFrom(name: string, taken: readonly string[]): string {
  const plain = name
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('đ', 'd')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[\d_]+|_+$/g, '')
    .slice(0, longest - 4)
    .replace(/_+$/, '')
  const stem = plain === '' ? 'field' : plain
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? stem : `${stem}_${number}`
    if (!taken.includes(key)) return key
  }
}
