import type { Contact } from '@fairlead/sdk'
import { Avatar } from '@mantine/core'
import { chosenWorkspaceId } from '../../chosen-workspace.ts'

type Props = Readonly<{ contact: Pick<Contact, 'id' | 'name' | 'avatarId'>; size: number }>

/** The contact's picture, where the provider gave us one; else their initials. Their name always stands beside it. */
export function ContactAvatar({ contact, size }: Props) {
  return <Avatar src={avatarUrl(contact)} name={contact.name} size={size} alt="" />
}

function avatarUrl({ id, avatarId }: Props['contact']): string | null {
  if (avatarId === null) return null
  // The id of the picture: another picture has another address, so browsers may keep each.
  const query = new URLSearchParams({ v: avatarId })
  const workspaceId = chosenWorkspaceId()
  if (workspaceId !== null) query.set('workspace', workspaceId)
  return `/api/v1/contacts/${id}/avatar?${query}`
}
