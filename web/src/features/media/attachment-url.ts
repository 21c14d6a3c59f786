import type { Attachment } from '@fairlead/sdk'
import { chosenWorkspaceId } from '../../chosen-workspace.ts'

export function attachmentUrl({ id }: Pick<Attachment, 'id'>): string {
  const workspaceId = chosenWorkspaceId()
  return `/api/v1/attachments/${id}/content${workspaceId === null ? '' : `?workspace=${workspaceId}`}`
}
