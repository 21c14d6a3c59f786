import type { Conversation } from '@fairlead/sdk'
import { useTranslation } from 'react-i18next'
import { useMembers, useSkills, useTeams } from '../conversations/use-names.ts'
import { comingTime, dateTime, timeOfDay } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import type { HistoryLine } from './history-line.ts'
import classes from './thread.module.css'

type Props = Readonly<{ line: HistoryLine; contact: Conversation['contact'] }>

const attention: ReadonlySet<HistoryLine['what']['type']> = new Set(['escalated'])

/** What happened, in a line between the messages. */
export function HistoryText({ line, contact }: Props) {
  const locale = useLocale()
  const text = useHistoryText({ line, contact })
  const sentence = line.what.type === 'assigned_by_engine' ? line.what.sentence : null

  return (
    <p className={classes.history} data-attention={attention.has(line.what.type) || undefined}>
      {text}
      {sentence !== null && `. ${sentence}`} ·{' '}
      <time dateTime={line.at} title={dateTime(line.at, locale)}>
        {timeOfDay(line.at, locale)}
      </time>
    </p>
  )
}

function useHistoryText({ line, contact }: Props): string {
  const { t } = useTranslation('inbox')
  const locale = useLocale()
  const members = useMembers()
  const teams = useTeams()
  const skills = useSkills()
  const { what, at } = line
  const nameOf = (id: string) => members.get(id)?.name ?? t('history.somebody')
  const actor = actorName()

  switch (what.type) {
    case 'assigned_by_engine':
      return t('history.assigned_by_engine', { name: nameOf(what.agentId) })
    case 'assigned': {
      const name = nameOf(what.agentId)
      if (line.actor.id === what.agentId) return t('history.assignedToSelf', { name })
      return t(what.isOverLimit ? 'history.assignedOverLimit' : 'history.assigned', { actor, name })
    }
    case 'claimed':
      return t('history.claimed', { name: nameOf(what.agentId) })
    case 'unassigned':
      return t(`history.unassigned.${what.by}`, { actor, name: nameOf(what.fromAgentId) })
    case 'moved':
      return what.by === 'overflow'
        ? t('history.overflowed', { from: teamName(what.fromTeamId), team: teamName(what.teamId) })
        : t('history.moved', { actor, team: teamName(what.teamId) })
    case 'escalated':
      return t('history.escalated')
    case 'closed':
      return what.by === 'member' ? t('history.closed', { actor }) : t(`history.closedBy.${what.by}`)
    case 'reopened':
      return t(`history.reopened.${what.by}`, { actor })
    case 'snoozed':
      return what.until === null
        ? t('history.snoozedForNow', { actor })
        : t('history.snoozed', { actor, time: comingTime(what.until, Date.parse(at), locale) })
    case 'unsnoozed':
      return t(`history.unsnoozed.${what.by}`, { actor })
    case 'priority':
      return t('history.priority', { actor, priority: t(`priority.${what.priority}`) })
    case 'tags':
      return what.tags.length === 0
        ? t('history.untagged', { actor })
        : t('history.tags', { actor, tags: what.tags.join(', ') })
    case 'skills':
      return what.skillIds.length === 0
        ? t('history.noSkills', { actor })
        : t('history.skills', { actor, skills: what.skillIds.map((id) => skills.get(id)?.name ?? '?').join(', ') })
    default:
      return what satisfies never
  }

  function teamName(id: string | null): string {
    return teams.get(id ?? '')?.name ?? t('teams.none')
  }

  function actorName(): string {
    if (line.actor.type === 'member') return nameOf(line.actor.id ?? '')
    return line.actor.type === 'contact' ? contact.name : t('history.system')
  }
}
