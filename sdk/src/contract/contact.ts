import { z } from 'zod'
import { channelType } from './channel-types/list.ts'
import { id, idParams, instant, name, page, pageQuery } from './common.ts'
import { endpoint } from './endpoint.ts'

export const identity = z.object({
  id,
  channelId: id,
  channelType,
  address: z.string(),
  isVerified: z.boolean(),
  /** E.164, where the address is a phone number. */
  phone: z.string().nullable(),
  email: z.string().nullable(),
  /** Whether they may be written to there: they blocked us, or said STOP. */
  standing: z.enum(['ok', 'blocked', 'opted_out']),
})

export const tagName = z.string().trim().min(1).max(50)

/** A lifecycle stage, such as `lead`. The workspace lists them. */
export const stage = z.string().trim().min(1).max(50)

/** The value of a custom field, or of a free one. */
export const fieldValue = z.union([
  z.string().max(2000),
  z.number(),
  z.boolean(),
  z.array(z.string().max(100)).max(100),
  z.null(),
])
export type FieldValue = z.infer<typeof fieldValue>

export const contact = z
  .object({
    id,
    name: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    locale: z.string().nullable(),
    /** Free fields, by name. */
    fields: z.record(z.string().max(60), fieldValue),
    tags: z.array(tagName),
    /** Their dedicated agent, for teams whose policy asks for owners. */
    ownerId: id.nullable(),
    stage: stage.nullable(),
    identities: z.array(identity),
    /** Another whenever the picture is; null: there is none. Served at `/contacts/{id}/avatar`. */
    avatarId: id.nullable(),
    createdAt: instant,
  })
  .meta({ id: 'Contact' })

export type Contact = z.infer<typeof contact>

const editable = {
  name,
  email: z.email().max(254).nullable(),
  phone: z.string().trim().max(32).nullable(),
  locale: z.string().max(20).nullable(),
  fields: contact.shape.fields,
  tags: z.array(tagName).max(50),
  ownerId: id.nullable(),
  stage: stage.nullable(),
}

export const listContacts = endpoint({
  method: 'get',
  path: '/contacts',
  tag: 'Contacts',
  access: 'agent',
  summary: 'Contacts, newest first; with `q` those that have all its words in name, addresses or fields.',
  query: pageQuery.extend({
    q: z.string().max(100).optional(),
    ownerId: id.optional(),
    stage: stage.optional(),
    tag: tagName.optional(),
  }),
  response: page(contact),
})

export const postContact = endpoint({
  method: 'post',
  path: '/contacts',
  tag: 'Contacts',
  access: 'agent',
  summary: 'Makes a contact.',
  body: z.object(editable).partial().required({ name: true }),
  response: contact,
  status: 201,
})

export const getContact = endpoint({
  method: 'get',
  path: '/contacts/{id}',
  tag: 'Contacts',
  access: 'agent',
  summary: 'One contact.',
  params: idParams,
  response: contact,
})

export const patchContact = endpoint({
  method: 'patch',
  path: '/contacts/{id}',
  tag: 'Contacts',
  access: 'agent',
  summary: 'Changes a contact. `fields` given are merged; a field set to null goes.',
  params: idParams,
  body: z.object(editable).partial(),
  response: contact,
})

export const mergeContact = endpoint({
  method: 'post',
  path: '/contacts/{id}/merge',
  tag: 'Contacts',
  access: 'agent',
  summary:
    'Takes in another contact, who is the same person: addresses, conversations, fields and tags; the other is gone.',
  params: idParams,
  body: z.object({ contactId: id }),
  response: contact,
})

const mergeParams = idParams.extend({ mergeId: id })

export const listMerges = endpoint({
  method: 'get',
  path: '/contacts/{id}/merges',
  tag: 'Contacts',
  access: 'agent',
  summary: 'Who was taken in by this contact and can be taken out again, newest first.',
  params: idParams,
  response: z.object({ data: z.array(z.object({ id, name: z.string(), at: instant })) }),
})

export const undoMerge = endpoint({
  method: 'post',
  path: '/contacts/{id}/merges/{mergeId}/undo',
  tag: 'Contacts',
  access: 'agent',
  summary:
    'Makes two contacts of one again. Answers with the one that is there again, with their addresses and conversations.',
  params: mergeParams,
  response: contact,
})

export const listSuggestions = endpoint({
  method: 'get',
  path: '/contacts/{id}/suggestions',
  tag: 'Contacts',
  access: 'agent',
  summary: 'Who may be the same person: the same phone number, or the same e-mail address.',
  params: idParams,
  response: z.object({ data: z.array(z.object({ contact, because: z.enum(['phone', 'email']) })) }),
})

export const deleteSuggestion = endpoint({
  method: 'delete',
  path: '/contacts/{id}/suggestions/{contactId}',
  tag: 'Contacts',
  access: 'agent',
  summary: 'Says that they are not the same person: it is not suggested again.',
  params: idParams.extend({ contactId: id }),
})

export const listTags = endpoint({
  method: 'get',
  path: '/tags',
  tag: 'Contacts',
  access: 'agent',
  summary: 'The name of every tag, for completion.',
  response: z.object({ data: z.array(tagName) }),
})
