import type { Decision } from '@fairlead/sdk'
import { Badge, Text, Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useSkills } from '../conversations/use-names.ts'
import { comingTime, dateTime, durationText } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { useMe } from '../session/queries.ts'
import { isAtLeast } from '../session/roles.ts'
import classes from './decisions.module.css'
import { ExcludedList } from './excluded-list.tsx'
import { kindOf } from './explanation.ts'
import { KindBadge } from './kind-badge.tsx'
import { PreferredList } from './preferred-list.tsx'
import { RunnersUp } from './runners-up.tsx'
import { TeamLink } from './team-link.tsx'
import { toldText } from './told-text.ts'
import { useDecisionText } from './use-decision-text.ts'
import { useWords } from './words.ts'

type Props = Readonly<{
  decision: Decision
  cause: Decision | null
  /** What the customer has been told since. */
  told?: string | null
}>

/** One decision with all that led to it: the sentence first, then what stands behind it. */
export function DecisionRecord({ decision, cause, told = null }: Props) {
  const { t } = useTranslation('assignment')
  const locale = useLocale()
  const text = useDecisionText()
  const { at, isOverLimit, kind } = decision

  return (
    <article className={classes.record}>
      <header className={classes.head}>
        <KindBadge kind={kindOf(decision)} />
        {isOverLimit && (
          <Tooltip label={t('facts.overLimitHint')} multiline w={240}>
            <Badge
              color="orange"
              variant="light"
              size="sm"
              tabIndex={0}
              styles={{ label: { color: 'var(--mantine-color-text)' } }}
            >
              {t('facts.overLimit')}
            </Badge>
          </Tooltip>
        )}
        <Text component="time" size="xs" c="dimmed" dateTime={at} ms="auto">
          {dateTime(at, locale)}
        </Text>
      </header>
      <Text fw={600} className={classes.sentence}>
        {text(decision, at)}
      </Text>
      {cause && (
        <Text size="sm" className={classes.cause}>
          <span className={classes.causeLabel}>{t('why.before')}</span> {text(cause, cause.at)}
        </Text>
      )}
      <Facts decision={decision} told={told} />
      {kind === 'assigned' && <RunnersUp decision={decision} />}
      {(kind === 'assigned' || kind === 'queued' || kind === 'overflowed') && <ExcludedList decision={decision} />}
    </article>
  )
}

function Facts({ decision, told }: { decision: Decision; told: string | null }) {
  const { t } = useTranslation('assignment')
  const locale = useLocale()
  const words = useWords()
  const skills = useSkills()
  const isManager = isAtLeast(useMe().member.role, 'manager')
  const { kind, teamId, policyVersion, strategy, trigger, preferred, position, waitedMs, promise } = decision
  const { relaxedSkillIds, tier, toTeamId, agentId, at } = decision
  const wasTold = told ?? promise
  const looked = words.trigger(trigger)

  return (
    <dl className={classes.facts}>
      <Fact label={t('facts.rule')}>
        {t('facts.strategyOfTeam', { strategy: words.strategy(strategy), team: words.team(teamId) })}
        {' · '}
        {isManager ? (
          <TeamLink teamId={teamId}>{t('facts.policy', { version: policyVersion })}</TeamLink>
        ) : (
          t('facts.policy', { version: policyVersion })
        )}
      </Fact>
      {kind === 'unassigned' && agentId !== null && <Fact label={t('facts.from')}>{words.person(agentId)}</Fact>}
      {toTeamId !== null && <Fact label={t('facts.to')}>{words.team(toTeamId)}</Fact>}
      {preferred.length > 0 && (
        <Fact label={t('facts.preferred')}>
          <PreferredList preferred={preferred} timeOf={(time) => comingTime(time, Date.parse(at), locale)} />
        </Fact>
      )}
      {kind === 'queued' && position !== null && (
        <Fact label={t('facts.position')}>{t('facts.positionInQueue', { position })}</Fact>
      )}
      <Fact label={t('facts.waited')}>{durationText(waitedMs, locale)}</Fact>
      {wasTold !== null && <Fact label={t('facts.promise')}>{toldText(wasTold, t)}</Fact>}
      {relaxedSkillIds.length > 0 && (
        <Fact label={t('facts.skills')}>
          {t('facts.relaxed', {
            names: new Intl.ListFormat(locale).format(relaxedSkillIds.map((id) => skills.get(id)?.name ?? '?')),
          })}
        </Fact>
      )}
      {tier !== null && tier > 1 && <Fact label={t('facts.tier')}>{t('facts.tierLater', { tier })}</Fact>}
      {looked !== null && <Fact label={t('facts.why')}>{looked}</Fact>}
    </dl>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
