import type { Viewer } from '@fairlead/sdk'
import { Avatar, VisuallyHidden } from '@mantine/core'
import { IconEye, IconPencil } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Tooltip } from '../../ui/tooltip.tsx'
import { useMembers } from '../conversations/use-names.ts'
import { useOtherViewers } from './use-viewers.ts'
import classes from './viewer-marks.module.css'

const mostShown = 3

/** In the head of a conversation: who else has it open, and who writes. */
export function ViewerMarks({ conversationId }: { conversationId: string }) {
  const others = useOtherViewers(conversationId)
  return others.length === 0 ? null : <Marks others={others} />
}

function Marks({ others }: { others: readonly Viewer[] }) {
  const { t } = useTranslation('inbox')
  const nameOf = useNames()
  const told = useTold(others)
  const more = others.length - mostShown

  return (
    <Tooltip label={told}>
      <span className={classes.marks} data-viewers>
        {others.slice(0, mostShown).map(({ memberId, isTyping }) => (
          <Avatar
            key={memberId}
            name={nameOf(memberId)}
            color="initials"
            size={22}
            className={classes.viewer}
            data-typing={isTyping || undefined}
            aria-hidden
          />
        ))}
        {more > 0 && <span aria-hidden>{t('viewers.more', { count: more })}</span>}
        {others.some(({ isTyping }) => isTyping) && <IconPencil size={14} className={classes.pencil} aria-hidden />}
        <VisuallyHidden>{told}</VisuallyHidden>
      </span>
    </Tooltip>
  )
}

/** In a row of a list: who writes an answer, in the place of what was written last. */
export function RowWriter({ conversationId, children }: { conversationId: string; children: ReactNode }) {
  const typing = useOtherViewers(conversationId).filter(({ isTyping }) => isTyping)
  return typing.length === 0 ? children : <Writing typing={typing} />
}

function Writing({ typing }: { typing: readonly Viewer[] }) {
  return (
    <span className={classes.writing} data-writing>
      <IconPencil size={13} aria-hidden /> {useTold(typing)}
    </span>
  )
}

/** In a row of a list: that somebody else has it open. */
export function RowViewers({ conversationId }: { conversationId: string }) {
  const others = useOtherViewers(conversationId)
  return others.length === 0 ? null : <Eye others={others} />
}

function Eye({ others }: { others: readonly Viewer[] }) {
  const told = useTold(others)
  return (
    <span className={classes.eye} data-viewers title={told}>
      <IconEye size={14} aria-hidden />
      <VisuallyHidden>{told}</VisuallyHidden>
    </span>
  )
}

/** Before the composer: somebody else is about to answer. */
export function WritingWarning({ conversationId }: { conversationId: string }) {
  const typing = useOtherViewers(conversationId).filter(({ isTyping }) => isTyping)
  return (
    <div className={classes.warning} data-empty={typing.length === 0 || undefined} aria-live="polite">
      {typing.length > 0 && <Writing typing={typing} />}
    </div>
  )
}

function useTold(others: readonly Viewer[]): string {
  const { t, i18n } = useTranslation('inbox')
  const nameOf = useNames()
  const typing = others.filter(({ isTyping }) => isTyping)
  const meant = typing.length > 0 ? typing : others
  const names = new Intl.ListFormat(i18n.language).format(meant.map(({ memberId }) => nameOf(memberId)))
  return t(typing.length > 0 ? 'viewers.writing' : 'viewers.looking', { names, count: meant.length })
}

function useNames(): (memberId: string) => string {
  const { t } = useTranslation('inbox')
  const members = useMembers()
  return (memberId) => members.get(memberId)?.name ?? t('viewers.somebody')
}
