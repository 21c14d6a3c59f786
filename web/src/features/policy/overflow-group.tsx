import type { Policy, Team } from '@fairlead/sdk'
import { Input, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from '../../i18n/use-translation.ts'
import { CountInput } from '../../ui/form/count-input.tsx'
import { DurationInput } from '../../ui/form/duration-input.tsx'
import { medium } from '../../ui/form/widths.ts'
import { teamsQuery } from '../teams/queries.ts'
import type { PolicyEdit } from './policy-edit.ts'
import { week } from './ranges.ts'
import { SettingSwitch } from './setting-switch.tsx'
import { canOverflow } from './summary.ts'

const first: NonNullable<Policy['overflow']> = {
  teamId: null,
  afterMinutes: 15,
  longerThan: null,
  whenNobodyOnline: false,
}

export function OverflowGroup({ team, policy, set, sentence, errorOf }: PolicyEdit & Readonly<{ team: Team }>) {
  const { t } = useTranslation('policy')
  const { data } = useQuery(teamsQuery)
  const { overflow } = policy

  // Without a team to move to, there is nowhere to go out of hours either.
  function change(next: Policy['overflow']) {
    const hasTeam = next !== null && next.teamId !== null
    const outsideHours = policy.outsideHours === 'overflow' && !hasTeam ? 'wait' : policy.outsideHours
    set({ overflow: next, outsideHours })
  }

  return (
    <SettingSwitch
      label={t('settings.overflow')}
      sentence={sentence('overflow')}
      checked={overflow !== null}
      onChange={(isOn) => change(isOn ? first : null)}
      error={errorOf('overflow')}
    >
      {overflow && (
        <>
          <Select
            label={t('settings.overflowTeam')}
            {...medium}
            data={[
              { value: '', label: t('fields.noTeam') },
              ...(data?.data ?? [])
                .filter(({ id }) => id !== team.id)
                .map(({ id, name }) => ({ value: id, label: name })),
            ]}
            allowDeselect={false}
            value={overflow.teamId ?? ''}
            onChange={(teamId) => change({ ...overflow, teamId: teamId === '' ? null : teamId })}
            error={errorOf('overflow.teamId')}
          />
          <SettingSwitch
            label={t('settings.overflowAfter')}
            sentence={sentence('overflowAfter')}
            checked={overflow.afterMinutes !== null}
            onChange={(isOn) => change({ ...overflow, afterMinutes: isOn ? 15 : null })}
          >
            <DurationInput
              label={t('fields.after')}
              min={1}
              max={week}
              value={overflow.afterMinutes ?? 15}
              onChange={(afterMinutes) => change({ ...overflow, afterMinutes })}
              error={errorOf('overflow.afterMinutes')}
            />
          </SettingSwitch>
          <SettingSwitch
            label={t('settings.overflowLonger')}
            sentence={sentence('overflowLonger')}
            checked={overflow.longerThan !== null}
            onChange={(isOn) => change({ ...overflow, longerThan: isOn ? 10 : null })}
          >
            <CountInput
              w={160}
              label={t('fields.longerThan')}
              suffix={t('fields.waiting')}
              max={100_000}
              value={overflow.longerThan ?? 10}
              onChange={(longerThan) => change({ ...overflow, longerThan })}
              error={errorOf('overflow.longerThan')}
            />
          </SettingSwitch>
          <SettingSwitch
            label={t('settings.overflowOnline')}
            sentence={sentence('overflowOnline')}
            checked={overflow.whenNobodyOnline}
            onChange={(whenNobodyOnline) => change({ ...overflow, whenNobodyOnline })}
          />
          {!canOverflow(overflow) && policy.outsideHours !== 'overflow' && (
            <Input.Error role="alert">{t('fields.noCondition')}</Input.Error>
          )}
        </>
      )}
    </SettingSwitch>
  )
}
