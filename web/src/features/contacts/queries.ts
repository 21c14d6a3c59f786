import { getContact, listContactNotes, listContacts, listMerges, listSuggestions } from '@fairlead/sdk'
import { queryOptions } from '@tanstack/react-query'
import { client } from '../../api.ts'

export function contactQuery(id: string) {
  return queryOptions({
    queryKey: ['contact', id] as const,
    queryFn: ({ signal }) => client.call(getContact, { params: { id }, signal }),
  })
}

const mostFound = 12

export function contactSearchQuery(q: string) {
  return queryOptions({
    queryKey: ['contacts', 'search', q] as const,
    queryFn: async ({ signal }) => (await client.call(listContacts, { query: { q, limit: mostFound }, signal })).data,
    staleTime: 10_000,
  })
}

/** Who else a contact is, or may be. */
export const kinKey = ['kin'] as const

export function suggestionsQuery(id: string) {
  return queryOptions({
    queryKey: [...kinKey, 'suggestions', id] as const,
    queryFn: async ({ signal }) => (await client.call(listSuggestions, { params: { id }, signal })).data,
  })
}

export function mergesQuery(id: string) {
  return queryOptions({
    queryKey: [...kinKey, 'merges', id] as const,
    queryFn: async ({ signal }) => (await client.call(listMerges, { params: { id }, signal })).data,
  })
}

export function contactNotesQuery(contactId: string) {
  return queryOptions({
    queryKey: ['contact-notes', contactId] as const,
    queryFn: async ({ signal }) => (await client.call(listContactNotes, { params: { id: contactId }, signal })).data,
  })
}
