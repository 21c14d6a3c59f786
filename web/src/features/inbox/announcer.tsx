import { conversationChangeOf, type Event } from '@fairlead/sdk'
import { UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { findConversation } from '../conversations/cache.ts'
import { listQuery } from '../conversations/queries.ts'
import { useTeams } from '../conversations/use-names.ts'
import { usePreview } from '../conversations/use-preview.ts'
import { useMe } from '../session/queries.ts'
import { isAtLeast } from '../session/roles.ts'
import { type Announcement, announcementOf, isUnopened } from './new-messages.ts'

const mostAtOnce = 3

type Listen = (listener: (events: readonly Event[]) => void) => () => void

/** Tells of what is new while another conversation is open: softly on the page, and in the title of the tab. */
export function Announcer({ listen }: { listen: Listen }) {
  const { t } = useTranslation(['inbox', 'common'])
  const { member, workspace } = useMe()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const preview = usePreview()
  const teams = useTeams()
  const teamIds = new Set(
    [...teams.values()]
      .filter(({ members }) => members.some(({ memberId }) => memberId === member.id))
      .map(({ id }) => id),
  )
  const listener = { memberId: member.id, teamIds, isManager: isAtLeast(member.role, 'manager') }
  const { conversationId: openId } = useParams({ strict: false })
  const [unopened, setUnopened] = useState<ReadonlySet<string>>(new Set())

  const scope = { filters: {}, meId: member.id, boosts: workspace.boosts }

  // Kept at hand wherever one is: what an event says of a conversation is only what has changed.
  useInfiniteQuery(listQuery({ view: 'mine', ...scope }))
  useInfiniteQuery(listQuery({ view: 'waiting', ...scope }))

  const hear = useEffectEvent((events: readonly Event[]) => {
    const news = events.flatMap((event) => {
      const id = conversationChangeOf(event)?.id
      return (id !== undefined && announcementOf(event, findConversation(queryClient, id), listener)) || []
    })
    const unseen = news.filter(({ conversationId }) => conversationId !== openId || !document.hasFocus())

    setUnopened((before) => {
      const ids = [...before, ...unseen.map(({ conversationId }) => conversationId)]
      return new Set(ids.filter((id) => isUnopened(findConversation(queryClient, id), listener)))
    })
    // One for each conversation, and few at once: after a break there may be a great deal.
    const latest = new Map(unseen.map((item) => [item.conversationId, item]))
    latest.delete(openId ?? '')
    for (const announcement of [...latest.values()].slice(-mostAtOnce)) show(announcement)
  })

  function show(announcement: Announcement) {
    const { conversationId, reason, name } = announcement
    const open = async () => {
      notifications.hide(conversationId)
      await navigate({
        to: '/inbox/$view/$conversationId',
        params: { view: reason === 'escalated' ? 'all' : 'mine', conversationId },
      })
    }
    const notification = {
      id: conversationId,
      title: t(`announce.${reason}`, { name }),
      message: (
        <UnstyledButton onClick={open} fz="sm" c="dimmed" w="100%">
          {reason === 'escalated' ? t('announce.escalatedText') : shortened(preview(announcement))}
        </UnstyledButton>
      ),
      // What asks a manager to act stays until one looks.
      ...(reason === 'escalated' ? { autoClose: false, color: 'red' } : { autoClose: 6000 }),
    }
    notifications.hide(conversationId)
    notifications.show(notification)
  }

  useEffect(() => listen(hear), [listen])
  useEffect(() => {
    if (openId !== undefined) notifications.hide(openId)
  }, [openId])
  useEffect(() => {
    const name = t('common:productName')
    document.title = unopened.size > 0 ? `(${unopened.size}) ${name}` : name
  }, [unopened, t])

  return null
}

function shortened(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text
}
