import { AppError } from '../../errors.ts'

/** What a run wanted cannot be done, and trying again is of no use: the run hears it as `failed`. */
export class Refused extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'Refused'
    this.code = code
  }
}

export function isRefusal(error: unknown): error is AppError | Refused {
  return error instanceof AppError || error instanceof Refused
}
