import pg from 'pg'
import { AppError } from '../errors.ts'

/** For `catch` around a write of a skill: the database alone knows of one made at the same time. */
export function toSkillTakenError(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return error
  if (error.constraint === 'skill_name') return new AppError('skill_name_taken', { cause: error })
  if (error.constraint === 'skill_language') return new AppError('skill_language_taken', { cause: error })
  return error
}
