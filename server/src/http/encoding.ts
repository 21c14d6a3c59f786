export type Encoding = 'br' | 'gzip'

/** Which of these a client takes, the best first. RFC 9110, 12.5.3. */
export function encodingOf(acceptEncoding: string | undefined, offered: readonly Encoding[]): Encoding | null {
  const taken = new Map(
    (acceptEncoding ?? '').split(',').map((part): [string, number] => {
      const [name = '', ...parameters] = part.trim().toLowerCase().split(';')
      const quality = parameters.map((each) => /^\s*q=([\d.]+)\s*$/.exec(each)?.[1]).find(Boolean)
      return [name.trim(), quality === undefined ? 1 : Number(quality)]
    }),
  )
  return offered.find((encoding) => (taken.get(encoding) ?? taken.get('*') ?? 0) > 0) ?? null
}
