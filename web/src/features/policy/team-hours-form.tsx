import type { Policy, Team } from '@fairlead/sdk'
import { Radio, Stack } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Section } from '../../ui/page/section.tsx'
import { HoursField } from '../hours/hours-field.tsx'
import { hoursText } from '../hours/hours-text.ts'
import { useMe } from '../session/queries.ts'
import { policyEdit } from './policy-edit.ts'
import { PolicyFrame } from './policy-frame.tsx'
import { usePolicyForm } from './use-policy-form.ts'
import { useSpeech } from './use-speech.ts'

const choices: readonly Policy['outsideHours'][] = ['wait', 'assign', 'overflow']

/** When a team is there, and what becomes of conversations when it is not. */
export function TeamHoursForm({ team }: { team: Team }) {
  const { t } = useTranslation('policy')
  const { workspace } = useMe()
  const speech = useSpeech(team)
  const edit = usePolicyForm(team)
  const { form } = edit.contract
  const { policy, set, errorOf, sentence } = policyEdit(form, speech)
  const canOverflow = policy.overflow !== null && policy.overflow.teamId !== null
  const ofWorkspace = workspace.hours
    ? t('hoursTab.workspaceHours', { text: hoursText(workspace.hours, speech.tHours, speech.language) })
    : t('hoursTab.workspaceAlways')

  return (
    <PolicyFrame team={team} edit={edit} shows={(path) => /^(hours|outsideHours)\b/.test(path)}>
      <div>
        <Section title={t('settings.hours')} description={t('hoursTab.hint')}>
          <HoursField
            label={t('settings.hours')}
            value={policy.hours}
            onChange={(hours) => set({ hours })}
            none={t('hoursTab.inherit')}
            noneText={ofWorkspace}
            own={t('hoursTab.own')}
            errorOf={(path) => errorOf(`hours${path}`)}
          />
        </Section>
        <Section title={t('settings.outsideHours')} description={sentence('outsideHours')}>
          <Radio.Group
            aria-label={t('settings.outsideHours')}
            value={policy.outsideHours}
            onChange={(value) => set({ outsideHours: choices.find((one) => one === value) ?? policy.outsideHours })}
            error={errorOf('outsideHours')}
          >
            <Stack gap={8}>
              {choices.map((choice) => (
                <Radio
                  key={choice}
                  value={choice}
                  label={t(`outsideChoices.${choice}`)}
                  disabled={choice === 'overflow' && !canOverflow}
                  description={choice === 'overflow' && !canOverflow ? t('outsideChoices.needsTeam') : undefined}
                />
              ))}
            </Stack>
          </Radio.Group>
        </Section>
      </div>
    </PolicyFrame>
  )
}
