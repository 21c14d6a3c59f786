import type { Team } from '@fairlead/sdk'
import { Stack, Text } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Section } from '../../ui/page/section.tsx'
import { AfterwardsGroup } from './afterwards-group.tsx'
import { AimsGroup } from './aims-group.tsx'
import { CustomersGroup } from './customers-group.tsx'
import { LimitsGroup } from './limits-group.tsx'
import { OverflowGroup } from './overflow-group.tsx'
import classes from './policy.module.css'
import { policyEdit } from './policy-edit.ts'
import { PolicyFrame } from './policy-frame.tsx'
import { PresetCards } from './preset-cards.tsx'
import { SkillsGroup } from './skills-group.tsx'
import { summaryOf } from './summary.ts'
import { usePolicyForm } from './use-policy-form.ts'
import { useSpeech } from './use-speech.ts'
import { WhoGroup } from './who-group.tsx'

/** How a team assigns: a preset to begin with, what it all means in short, and every setting. */
export function TeamPolicyForm({ team }: { team: Team }) {
  const { t } = useTranslation('policy')
  const speech = useSpeech(team)
  const edit = usePolicyForm(team)
  const { form } = edit.contract
  const settings = policyEdit(form, speech)
  const isAutomatic = form.values.strategy !== 'manual'

  return (
    <PolicyFrame team={team} edit={edit} shows={(path) => !/^(hours|outsideHours|messages)\b/.test(path)}>
      <div className={classes.columns}>
        <PresetCards
          label={t('presets.label')}
          hint={t('presets.hint')}
          value={form.values}
          onChange={(policy) => form.setValues(policy)}
        />
        <SummaryBox sentences={summaryOf(form.values, speech)} />
        <div>
          <Section title={t('groups.who')}>
            <Stack>
              <WhoGroup {...settings} />
            </Stack>
          </Section>
          {isAutomatic && (
            <>
              <Section title={t('groups.customers')} description={t('groups.customersHint')}>
                <Stack>
                  <CustomersGroup {...settings} />
                </Stack>
              </Section>
              <Section title={t('groups.limits')} description={t('groups.limitsHint')}>
                <Stack>
                  <LimitsGroup {...settings} />
                </Stack>
              </Section>
              <Section title={t('groups.skills')} description={t('groups.skillsHint')}>
                <Stack>
                  <SkillsGroup {...settings} />
                </Stack>
              </Section>
            </>
          )}
          <Section title={t('groups.overflow')}>
            <Stack>
              <OverflowGroup {...settings} team={team} />
            </Stack>
          </Section>
          <Section title={t('groups.afterwards')}>
            <Stack>
              <AfterwardsGroup {...settings} />
            </Stack>
          </Section>
          <Section title={t('groups.aims')} description={t('groups.aimsHint')}>
            <Stack>
              <AimsGroup {...settings} />
            </Stack>
          </Section>
        </div>
      </div>
    </PolicyFrame>
  )
}

function SummaryBox({ sentences }: { sentences: readonly string[] }) {
  const { t } = useTranslation('policy')
  return (
    <aside className={classes.summary} aria-live="polite" aria-label={t('summary.title')}>
      <Text fw={600}>{t('summary.title')}</Text>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </aside>
  )
}
