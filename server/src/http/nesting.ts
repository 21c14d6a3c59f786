import { invalidRequest } from '../errors.ts'

/** More than anything in the contract; and whoever reads such a body level by level still has room on the stack. */
const deepest = 100

/** Refuses a body that is nested so deep that reading it would end in the middle. Looked at as it is written. */
export function requireShallow(json: string): void {
  let depth = 0
  let isText = false
  for (let at = 0; at < json.length; at += 1) {
    const sign = json.charCodeAt(at)
    if (isText) {
      if (sign === backslash) at += 1
      else if (sign === quote) isText = false
    } else if (sign === quote) isText = true
    else if (sign === openBrace || sign === openBracket) depth += 1
    else if (sign === closeBrace || sign === closeBracket) depth -= 1
    if (depth > deepest) throw invalidRequest([{ path: '', message: `must be nested at most ${deepest} deep` }])
  }
}

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = Array.from('"\\{}[]', (sign) =>
  sign.charCodeAt(0),
)
