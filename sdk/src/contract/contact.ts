import { z } from 'zod'
import { channelType } from './channel-types/list.ts'
import { id, idParams, instant, name, page, pageQuery } from './common.ts'
import { endpoint } from './endpoint.ts'

export const identity = z.object({ id, channelId: id, channelType, address: z.string(), isVerified: z.boolean() })

export const tagName = z.string().trim().min(1).max(50)

/** A lifecycle stage, such as `lead`. The workspace lists them. */
export const stage = z.string().trim().min(1).max(50)

export const contact = z
  .object({
    id,
    name: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    locale: z.string().nullable(),
    /** Free fields, by name. */
    fields: z.record(z.string().max(60), z.union([z.string().max(2000), z.number(), z.boolean(), z.null()])),
    tags: z.array(tagName),
    /** Their dedicated agent, for teams whose policy asks for owners. */
    ownerId: id.nullable(),
    stage: stage.nullable(),
    identities: z.array(identity),
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
  summary: 'Contacts, newest first, or those whose name, e-mail or phone has `q`.',
  query: pageQuery.extend({ q: z.string().max(100).optional(), ownerId: id.optional(), stage: stage.optional() }),
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

export const listTags = endpoint({
  method: 'get',
  path: '/tags',
  tag: 'Contacts',
  access: 'agent',
  summary: 'Every tag in use, for completion.',
  response: z.object({ data: z.array(tagName) }),
})
