import { conversationChangeOf, type Event, undeliveredOf } from '@fairlead/sdk'
import { Text, UnstyledButton } from '@mantine/core'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { whenIdle } from '../../ui/later.ts'
import { notifications } from '../../ui/notifications.ts'
import { notifyAnew } from '../../ui/notify.ts'
import { findConversation } from '../conversations/cache.ts'
import { conversationQuery, listQuery } from '../conversations/queries.ts'
import { useTeams } from '../conversations/use-names.ts'
import { usePreview } from '../conversations/use-preview.ts'
import { useAttention } from '../notifications/use-attention.ts'
import { usePreferences } from '../preferences/use-preferences.ts'
import { useMe } from '../session/queries.ts'
import { isAtLeast } from '../session/roles.ts'
import { type Announcement, announcementOf, isUnopened } from './new-messages.ts'

const mostAtOnce = 3
/** There is room for one: the newest takes the place of the one before, and nothing moves when a hundred come. */
const newestId = 'newest'

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
  const preferences = usePreferences()
  const attention = useAttention(`${workspace.id} ${member.id}`, openId ?? null)
  const newest = useRef('')
  const [unopened, setUnopened] = useState<ReadonlySet<string>>(new Set())

  const scope = { filters: {}, meId: member.id, boosts: workspace.boosts }

  // Kept at hand wherever one is: what an event says of a conversation is only what has changed.
  useInfiniteQuery(listQuery({ view: 'mine', ...scope }))
  useInfiniteQuery(listQuery({ view: 'waiting', ...scope }))

  const hear = useEffectEvent((events: readonly Event[]) => {
    announce(events)
    for (const event of events) {
      const told = event.type === 'mention.created' ? event.data : undeliveredOf(event)
      if (told?.memberId === member.id) void announceAbout(told.conversationId, event)
    }
  })

  // It may be in a conversation that nothing here has shown yet.
  const announceAbout = useEffectEvent(async (conversationId: string, event: Event) => {
    await queryClient.ensureQueryData(conversationQuery(conversationId)).catch(() => undefined)
    announce([event], conversationId)
  })

  function announce(events: readonly Event[], aboutId?: string) {
    const news = events.flatMap((event) => {
      const id = aboutId ?? conversationChangeOf(event)?.id
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
    const shown = [...latest.values()].slice(-mostAtOnce)
    for (const announcement of shown) show(announcement)
    if (unseen.length > 0) void tellBeside([...new Map(unseen.map((one) => [one.conversationId, one])).values()])
  }

  // Fetched with the first of them: most pages have nothing to tell for a while.
  async function tellBeside(unseen: readonly Announcement[]) {
    if (attention === null) return
    // Without a network there is nothing to fetch it from, and the page itself has told.
    const told = await import('../notifications/tell.ts').catch(() => null)
    if (told === null) return
    const announcements = unseen
      .slice(-mostAtOnce)
      .map((one) => ({ ...one, title: t(`announce.${one.reason}`, { name: one.name }), body: bodyOf(one) }))
    await told.tell({ announcements, preferences, attention, onOpen: (one) => void open(one) })
  }

  const bodyOf = (announcement: Announcement) =>
    announcement.reason === 'escalated' ? t('announce.escalatedText') : shortened(preview(announcement))

  async function open({ conversationId, reason }: Pick<Announcement, 'conversationId' | 'reason'>) {
    hideNotice(conversationId)
    const view = reason === 'message' || reason === 'assigned' ? 'mine' : 'all'
    await navigate({ to: '/inbox/$view/$conversationId', params: { view, conversationId } })
  }

  function show(announcement: Announcement) {
    const { conversationId, reason, name } = announcement
    const asksToAct = reason === 'escalated' || reason === 'undelivered'
    const id = asksToAct ? conversationId : newestId
    if (!asksToAct) newest.current = conversationId
    notifyAnew({
      id,
      title: (
        <Text component="span" display="block" truncate inherit>
          {t(`announce.${reason}`, { name })}
        </Text>
      ),
      message: (
        <UnstyledButton onClick={() => open(announcement)} fz="sm" c="dimmed" w="100%" py={3}>
          <Text component="span" display="block" truncate inherit>
            {bodyOf(announcement)}
          </Text>
        </UnstyledButton>
      ),
      // One stays until one looks.
      ...(asksToAct ? { autoClose: false, color: 'red' } : { autoClose: 6000 }),
    })
  }

  const hideNotice = useCallback((conversationId: string) => {
    notifications.hide(conversationId)
    if (newest.current === conversationId) notifications.hide(newestId)
  }, [])

  useEffect(() => listen(hear), [listen])
  useEffect(() => {
    if (openId !== undefined) hideNotice(openId)
  }, [openId, hideNotice])
  const choose = useEffectEvent((conversationId: string) => open({ conversationId, reason: 'mention' }))
  useEffect(() => {
    let stop = () => {}
    const cancel = whenIdle(async () => {
      const worker = await import('../notifications/service-worker.ts')
      stop = worker.onChosen((id) => void choose(id))
      await worker.tellWords()
      await worker.tellLoaded()
    })
    return () => {
      cancel()
      stop()
    }
  }, [])
  useEffect(() => {
    const name = t('common:productName')
    document.title = unopened.size > 0 ? `(${unopened.size}) ${name}` : name
    void showBadge(unopened.size)
  }, [unopened, t])

  return null
}

// On the icon of an app that was installed; elsewhere there is none.
async function showBadge(count: number): Promise<void> {
  if (!('setAppBadge' in navigator)) return
  await (count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge()).catch(() => undefined)
}

function shortened(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text
}
