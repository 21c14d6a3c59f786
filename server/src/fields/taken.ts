import pg from 'pg'
import { AppError } from '../errors.ts'

/** For `catch` around a write of a field: the database alone knows of one made at the same time. */
export function toFieldTakenError(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return error
  if (error.constraint === 'field_name') return new AppError('field_name_taken', { cause: error })
  if (error.constraint === 'field_key') return new AppError('field_key_taken', { cause: error })
  return error
}
