/**
 * Whether what was to be stored is at fault: bad data (PostgreSQL's class 22), a constraint (23), too much of it (54), or
 * a mistake of ours. Not a connection that broke: there the same may be stored another time.
 */
export function isOfContent(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return code === '' ? !/connect|terminat|timeout/i.test(error.message) : /^(22|23|54)/.test(code)
}
