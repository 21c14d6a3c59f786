import { useTranslation } from 'react-i18next'
import { WorkspaceForm } from '../../features/workspace/workspace-form.tsx'
import { Page } from '../../ui/page/page.tsx'

export function WorkspacePage() {
  const { t } = useTranslation('settings')
  return (
    <Page title={t('pages.workspace')} description={t('workspace.description')}>
      <WorkspaceForm />
    </Page>
  )
}
