/** As much of a schema's complaint as we need; zod's issues fit. */
export type Issue = Readonly<{
  code?: string | undefined
  path?: readonly PropertyKey[] | undefined
  message: string
  input?: unknown
  origin?: string | undefined
  minimum?: number | bigint | undefined
  maximum?: number | bigint | undefined
  format?: string | undefined
  expected?: string | undefined
}>

export type ValidationText =
  | { key: 'required' | 'email' | 'wholeNumber' | 'invalid' }
  | { key: 'tooShort' | 'tooLong' | 'tooSmall' | 'tooBig'; count: number }

/** Which of our own sentences says what the schema complains about. */
export function validationTextOf(issue: Issue): ValidationText {
  switch (issue.code) {
    case 'too_small': {
      const count = Number(issue.minimum)
      if (issue.origin !== 'string') return { key: 'tooSmall', count }
      return count <= 1 ? { key: 'required' } : { key: 'tooShort', count }
    }
    case 'too_big': {
      const count = Number(issue.maximum)
      return { key: issue.origin === 'string' ? 'tooLong' : 'tooBig', count }
    }
    case 'invalid_format':
      return { key: issue.format === 'email' ? 'email' : 'invalid' }
    case 'invalid_type':
      return { key: issue.expected === 'int' ? 'wholeNumber' : 'required' }
    default:
      return { key: 'invalid' }
  }
}
