import { Select } from '@mantine/core'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { LimitInput } from '../../../../../ui/form/limit-input.tsx'
import { useTeams } from '../../../../conversations/use-names.ts'
import { useMe } from '../../../../session/queries.ts'
import { OptionalDuration } from '../fields/duration.tsx'
import { KindPick, MemberPick, SkillsPick, TeamPick } from '../fields/picks.tsx'
import { PriorityPick } from '../fields/priority-pick.tsx'
import { useErrorOf } from '../form-context.tsx'
import type { StepEdit } from './edit.ts'

const kinds = ['team', 'member', 'owner', 'previous', 'nobody'] as const
const strategies = ['round_robin', 'least_open', 'most_free', 'weighted'] as const
const policy = 'policy'
const week = 10_080

export function AssignFields({ step, set }: StepEdit<'assign'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  const { to } = step
  const { member, workspace } = useMe()
  const teams = useTeams()
  const [firstTeam = null] = [workspace.defaultTeamId, ...teams.keys()].filter((id) => id !== null)

  function choose(kind: (typeof kinds)[number]) {
    const teamId = 'teamId' in to ? to.teamId : null
    const team = teamId ?? firstTeam
    if (kind === 'team') {
      if (team !== null) set({ to: { kind, teamId: team } })
    } else if (kind === 'member') set({ to: { kind, memberId: member.id } })
    else if (kind === 'nobody') set({ to: { kind }, timeoutMinutes: null, fullAt: null })
    else set({ to: { kind, teamId } })
  }

  return (
    <>
      <KindPick
        label={t('assign.to')}
        kinds={kinds}
        nameOf={(kind) => t(`assign.kinds.${kind}`)}
        value={to.kind}
        onChange={choose}
      />
      {to.kind === 'team' && (
        <TeamPick
          label={t('fields.team')}
          value={to.teamId}
          onChange={(teamId) => teamId !== null && set({ to: { kind: 'team', teamId } })}
          error={errorOf('to')}
        />
      )}
      {to.kind === 'member' && (
        <MemberPick
          label={t('fields.member')}
          value={to.memberId}
          onChange={(memberId) => memberId !== null && set({ to: { kind: 'member', memberId } })}
          error={errorOf('to')}
        />
      )}
      {(to.kind === 'owner' || to.kind === 'previous') && (
        <TeamPick
          label={t('assign.elseTeam')}
          description={t('assign.elseTeamHint')}
          none={t('fields.ownTeam')}
          value={to.teamId}
          onChange={(teamId) => set({ to: { ...to, teamId } })}
          error={errorOf('to')}
        />
      )}
      {to.kind !== 'nobody' && to.kind !== 'member' && <Turns step={step} set={set} />}
      <PriorityPick
        label={t('fields.priority')}
        none={t('fields.unchanged')}
        value={step.priority}
        onChange={(priority) => set({ priority })}
      />
      {to.kind !== 'nobody' && (
        <OptionalDuration
          label={t('assign.timeout')}
          description={t('assign.timeoutHint')}
          duration={t('fields.howLong')}
          value={step.timeoutMinutes}
          onChange={(timeoutMinutes) => set({ timeoutMinutes })}
          usual={10}
          max={week}
          error={errorOf('timeoutMinutes')}
        />
      )}
      {to.kind !== 'nobody' && to.kind !== 'member' && <Limit of="fullAt" step={step} set={set} />}
    </>
  )
}

/** Whose turn it is: as the team's policy says, or otherwise for this step alone. */
function Turns({ step, set }: StepEdit<'assign'>) {
  const { t } = useTranslation(['steps', 'policy'])
  const errorOf = useErrorOf()
  const asPolicy = { value: policy, label: t('assign.asPolicy') }
  const { strategy, onlineOnly } = step

  return (
    <>
      <Select
        label={t('assign.strategy')}
        data={[asPolicy, ...strategies.map((each) => ({ value: each, label: t(`policy:strategies.${each}.title`) }))]}
        value={strategy ?? policy}
        onChange={(next) => set({ strategy: strategies.find((each) => each === next) ?? null })}
        allowDeselect={false}
        error={errorOf('strategy')}
      />
      <Select
        label={t('assign.online')}
        data={[
          asPolicy,
          { value: 'yes', label: t('assign.onlineOnly') },
          { value: 'no', label: t('assign.everybody') },
        ]}
        value={onlineOnly === null ? policy : onlineOnly ? 'yes' : 'no'}
        onChange={(next) => set({ onlineOnly: next === policy ? null : next === 'yes' })}
        allowDeselect={false}
      />
      <Limit of="agentLimit" step={step} set={set} />
      <SkillsPick
        label={t('assign.skills')}
        placeholder={t('assign.skillsNone')}
        value={step.skillIds}
        onChange={(skillIds) => set({ skillIds })}
        error={errorOf('skillIds')}
      />
    </>
  )
}

const limits = {
  fullAt: { label: 'assign.fullAt', hint: 'assign.fullAtHint', none: 'assign.fullAtNone', max: 100_000 },
  agentLimit: { label: 'assign.limit', hint: 'assign.limitHint', none: 'assign.asPolicy', max: 1000 },
} as const

function Limit({ of, step, set }: StepEdit<'assign'> & Readonly<{ of: keyof typeof limits }>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  const { label, hint, none, max } = limits[of]
  return (
    <LimitInput
      label={t(label)}
      description={t(hint)}
      placeholder={t(none)}
      clampBehavior="strict"
      min={1}
      max={max}
      value={step[of]}
      onChange={(limit) => set({ [of]: limit })}
      error={errorOf(of)}
    />
  )
}
