import type { SavedView } from '@fairlead/sdk'
import { AppError } from '../errors.ts'

/** Whoever asks for views, or changes them. */
export type Viewing = Readonly<{ workspaceId: string; memberId: string; isManager: boolean }>

/** One's own is one's own to change; everybody's is for managers. */
export function requireMayChange({ isManager }: Viewing, { ownerId }: SavedView): void {
  if (ownerId === null && !isManager) {
    throw new AppError('forbidden', { detail: 'Only managers change the views of everybody.' })
  }
}
