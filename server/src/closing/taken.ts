import pg from 'pg'
import { AppError } from '../errors.ts'

/** For `catch` around a write of a category: the database alone knows of one made at the same time. */
export function toCategoryTakenError(error: unknown): unknown {
  const isTaken = error instanceof pg.DatabaseError && error.constraint === 'closing_category_name'
  return isTaken ? new AppError('category_name_taken', { cause: error }) : error
}
