import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { BoostsForm } from '../../features/workspace/boosts-form.tsx'
import { WorkspaceGeneralForm } from '../../features/workspace/general-form.tsx'
import { WorkspaceHoursForm } from '../../features/workspace/hours-form.tsx'
import { WorkspaceLoadForm } from '../../features/workspace/load-form.tsx'
import { RulesForm } from '../../features/workspace/rules-form.tsx'
import { StagesForm } from '../../features/workspace/stages-form.tsx'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Page } from '../../ui/page/page.tsx'
import { Section } from '../../ui/page/section.tsx'

export function WorkspacePage() {
  const { t } = useTranslation('settings')
  return (
    <Page title={t('pages.workspace')} description={t('workspace.description')}>
      <div>
        <Section title={t('workspace.general')}>
          <WorkspaceGeneralForm />
        </Section>
        <Section title={t('workspace.hours')} description={t('workspace.hoursHint')}>
          <WorkspaceHoursForm />
        </Section>
        <Section title={t('workspace.load')}>
          <WorkspaceLoadForm />
        </Section>
        <Section title={t('workspace.closing')} description={t('workspace.closingHint')}>
          <Anchor component={Link} to="/settings/closing">
            {t('workspace.closingLink')}
          </Anchor>
        </Section>
        <Section title={t('workspace.stages')} description={t('workspace.stagesHint')}>
          <StagesForm />
        </Section>
        <Section title={t('workspace.rules')} description={t('workspace.rulesHint')}>
          <RulesForm />
        </Section>
        <Section title={t('workspace.boosts')} description={t('workspace.boostsHint')}>
          <BoostsForm />
        </Section>
      </div>
    </Page>
  )
}
