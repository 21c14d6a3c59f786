import { ApiError, type Conversation, getConversationByNumber, searchContacts } from '@fairlead/sdk'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { client, queryClient } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { knownConversations } from '../conversations/cache.ts'
import { type Command, isOffered } from './command.ts'
import { matching } from './matching.ts'
import { recentOf } from './recent.ts'
import { useOfferedCommands } from './use-commands.ts'

const leastLetters = 2

type Found = Readonly<{ found: readonly Command[]; isLoading: boolean }>
type Choices = Readonly<{ choices: readonly Command[]; isLoading: boolean; hasFailed: boolean }>

/** What fits what was typed: commands, whom one may mean, and the choices of the command that one is inside of. */
export function usePaletteChoices(inside: Command | null, typed: string): Choices {
  const query = typed.trim()
  const all = useOfferedCommands().filter(isOffered)
  // What is known is there at once: whoever types on is not made to wait.
  const asked = useMemo(() => (inside !== null && 'choices' in inside ? inside.choices() : []), [inside])
  const fetched = useQuery({
    queryKey: ['command-choices', inside?.id],
    queryFn: () => asked,
    enabled: asked instanceof Promise,
    staleTime: 0,
    gcTime: 0,
  })
  const own = asked instanceof Promise ? fetched : { data: asked, isLoading: false, isError: false }
  const people = useContacts(inside === null ? query : '')
  const conversations = useConversations(inside === null ? query : '')

  if (inside === null) {
    const recent = query === '' ? recentOf(all).map((command): Command => ({ ...command, group: 'recent' })) : []
    const isRecent = new Set(recent.map(({ id }) => id))
    const others = matching(all, query).filter(({ id }) => !isRecent.has(id))
    const found = [...recent, ...others, ...conversations.found, ...people.found]
    return { choices: found, isLoading: people.isLoading || conversations.isLoading, hasFailed: false }
  }
  const known = own.data ?? []
  const found = query === '' ? known : matching(known, query)
  const isThere = known.some(({ title }) => title.toLowerCase() === query.toLowerCase())
  const make = 'choices' in inside ? inside.typed : undefined
  const made = make !== undefined && query !== '' && !isThere ? [make(query)] : []
  return { choices: [...found, ...made], isLoading: own.isLoading, hasFailed: own.isError }
}

function useContacts(query: string): Found {
  const { t } = useTranslation('commands')
  const navigate = useNavigate()
  const [settled] = useDebouncedValue(query, 150)
  const { data = [], isLoading } = useQuery({
    queryKey: ['command-contacts', settled],
    queryFn: async ({ signal }) =>
      (await client.call(searchContacts, { query: { q: settled, limit: 6 }, signal })).data,
    enabled: settled.length >= leastLetters,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 0,
    gcTime: 60_000,
  })
  if (query.length < leastLetters) return { found: [], isLoading: false }

  const found = data.map(
    ({ contact: { id, name, email, phone } }): Command => ({
      id: `contact.${id}`,
      title: name,
      hint: email ?? phone ?? t('palette.found'),
      group: 'go',
      run: () => navigate({ to: '/inbox/$view', params: { view: 'all' }, search: { contactId: id } }),
    }),
  )
  const search: Command = {
    id: 'search',
    title: t('palette.search', { query }),
    group: 'go',
    run: () => navigate({ href: `/search?q=${encodeURIComponent(query)}` }),
  }
  return { found: [...found, search], isLoading }
}

/** By who they are with, those that are listed somewhere already; by number, any. */
function useConversations(query: string): Found {
  const { t } = useTranslation('commands')
  const navigate = useNavigate()
  const number = /^#?(\d+)$/.exec(query)?.[1]
  const [settled] = useDebouncedValue(number ?? '', 150)
  const { data: asked = null, isLoading } = useQuery({
    queryKey: ['command-number', settled],
    queryFn: ({ signal }) => byNumber(Number(settled), signal),
    enabled: settled !== '',
    retry: false,
    staleTime: 0,
    gcTime: 60_000,
  })
  if (number === undefined && query.length < leastLetters) return { found: [], isLoading: false }
  const wanted = query.toLowerCase()
  const known = knownConversations(queryClient).filter((one) =>
    number === undefined ? one.contact.name.toLowerCase().includes(wanted) : String(one.number).startsWith(number),
  )
  const isMeant = asked !== null && String(asked.number) === number
  const all = isMeant ? [asked, ...known.filter(({ id }) => id !== asked.id)] : known

  const found = all.slice(0, 6).map(
    ({ id, number: its, contact, lastMessage }): Command => ({
      id: `conversation.${id}`,
      title: t('palette.conversation', { number: its, name: contact.name }),
      hint: lastMessage?.text ?? '',
      group: 'go',
      run: () => navigate({ to: '/inbox/$view/$conversationId', params: { view: 'all', conversationId: id } }),
    }),
  )
  return { found, isLoading: number !== undefined && isLoading }
}

async function byNumber(number: number, signal: AbortSignal): Promise<Conversation | null> {
  try {
    return await client.call(getConversationByNumber, { params: { number }, signal })
  } catch (error) {
    // There is none, or nobody ever counts so far.
    if (error instanceof ApiError) return null
    throw error
  }
}
