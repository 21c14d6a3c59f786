import { z } from 'zod'
import { id, idParams, instant } from './common.ts'
import { endpoint } from './endpoint.ts'

/** What members know of a contact. */
export const contactNote = z
  .object({
    id,
    contactId: id,
    memberId: id,
    text: z.string().trim().min(1).max(5000),
    at: instant,
    editedAt: instant.nullable(),
  })
  .meta({ id: 'ContactNote' })

export type ContactNote = z.infer<typeof contactNote>

const { text } = contactNote.shape

export const listContactNotes = endpoint({
  method: 'get',
  path: '/contacts/{id}/notes',
  tag: 'Contacts',
  access: 'agent',
  summary: 'What members wrote down of a contact, newest first.',
  params: idParams,
  response: z.object({ data: z.array(contactNote) }),
})

export const postContactNote = endpoint({
  method: 'post',
  path: '/contacts/{id}/notes',
  tag: 'Contacts',
  access: 'agent',
  summary: 'Writes something down of a contact.',
  params: idParams,
  body: z.object({ text }),
  response: contactNote,
  status: 201,
})

export const patchContactNote = endpoint({
  method: 'patch',
  path: '/contact-notes/{id}',
  tag: 'Contacts',
  access: 'agent',
  summary: 'Changes a note of one’s own; managers change everybody’s.',
  params: idParams,
  body: z.object({ text }),
  response: contactNote,
})

export const deleteContactNote = endpoint({
  method: 'delete',
  path: '/contact-notes/{id}',
  tag: 'Contacts',
  access: 'agent',
  summary: 'Deletes a note of one’s own; managers delete everybody’s.',
  params: idParams,
})
