const lengthName = 'content-length: '
const chunkedName = 'transfer-encoding: chunked'

/** The status of a whole answer to one request; null as long as something of it is missing. */
export function readAnswer(read: Buffer): number | null {
  const headEnd = read.indexOf('\r\n\r\n')
  if (headEnd < 0) return null
  const status = 100 * (read[9]! - 48) + 10 * (read[10]! - 48) + (read[11]! - 48)
  const head = read.toString('latin1', 12, headEnd).toLowerCase()
  const bodyStart = headEnd + 4

  const at = head.indexOf(lengthName)
  if (at >= 0) return read.length >= bodyStart + Number.parseInt(head.slice(at + lengthName.length), 10) ? status : null
  if (!head.includes(chunkedName)) return status
  return isLastChunkIn(read, bodyStart) ? status : null
}

function isLastChunkIn(read: Buffer, bodyStart: number): boolean {
  let at = bodyStart
  for (;;) {
    const lineEnd = read.indexOf('\r\n', at)
    if (lineEnd < 0) return false
    const length = Number.parseInt(read.toString('latin1', at, lineEnd), 16)
    at = lineEnd + 2 + length + 2
    if (at > read.length) return false
    if (length === 0) return true
  }
}
