import pg from 'pg'
import { AppError } from '../errors.ts'

/** For `catch` around a write of a team's name: the database alone knows of a team made at the same time. */
export function toTeamNameError(error: unknown): unknown {
  const isTaken = error instanceof pg.DatabaseError && error.constraint === 'team_name'
  return isTaken ? new AppError('team_name_taken', { cause: error }) : error
}
