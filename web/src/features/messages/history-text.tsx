import type { Conversation } from '@fairlead/sdk'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ClosingSaid } from '../closing/closing-said.tsx'
import { useMembers, useSkills, useTeams } from '../conversations/use-names.ts'
import { useDecisionText } from '../decisions/use-decision-text.ts'
import { comingTime, dateTime, timeOfDay } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { useWorkflowNames } from '../workflows/use-workflow-names.ts'
import type { HistoryLine } from './history-line.ts'
import classes from './thread.module.css'

type Props = Readonly<{ line: HistoryLine; contact: Conversation['contact'] }>

const attention: ReadonlySet<HistoryLine['what']['type']> = new Set(['escalated', 'run_failed'])

/** What happened, in a line between the messages. */
export function HistoryText({ line, contact }: Props) {
  const locale = useLocale()
  const text = useHistoryText({ line, contact })
  const why = useDecisionText()
  const sentence = line.what.type === 'assigned_by_engine' ? why(line.what, line.at) : ''

  return (
    <p className={classes.history} data-attention={attention.has(line.what.type) || undefined}>
      {text}
      {sentence !== '' && `. ${sentence}`}
      {line.what.type === 'closed' && line.what.closing !== null && <ClosingSaid closing={line.what.closing} />} ·{' '}
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
  const workflows = useWorkflowNames({ isNeeded: line.actor.type === 'workflow' })
  const { what, at } = line
  const nameOf = (id: string) => members.get(id)?.name ?? t('history.somebody')
  const listed = (names: readonly string[]) => new Intl.ListFormat(locale).format(names)
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
      return what.by === 'member' || what.by === 'workflow'
        ? t('history.closed', { actor })
        : t(`history.closedBy.${what.by}`)
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
        : t('history.tags', { actor, tags: listed(what.tags) })
    case 'skills':
      return what.skillIds.length === 0
        ? t('history.noSkills', { actor })
        : t('history.skills', { actor, skills: listed(what.skillIds.map((id) => skills.get(id)?.name ?? '?')) })
    case 'run_started':
      return t('history.runStarted', { name: what.name })
    case 'run_done':
      return t('history.runDone', { name: what.name })
    case 'run_failed':
      return t('history.runFailed', { name: what.name, error: what.error })
    case 'run_cancelled':
      return t('history.runCancelled', { name: what.name, why: t(`history.runEnd.${what.end}`) })
    case 'rated':
      return t('history.rated', { name: contact.name, score: what.score })
    default:
      return what satisfies never
  }

  function teamName(id: string | null): string {
    return teams.get(id ?? '')?.name ?? t('teams.none')
  }

  function actorName(): string {
    if (line.actor.type === 'member') return nameOf(line.actor.id ?? '')
    if (line.actor.type === 'workflow') {
      const name = workflows.get(line.actor.id ?? '')
      return name === undefined ? t('history.aWorkflow') : t('history.workflow', { name })
    }
    return line.actor.type === 'contact' ? contact.name : t('history.system')
  }
}
