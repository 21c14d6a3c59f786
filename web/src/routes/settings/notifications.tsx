import { KindsTable } from '../../features/notifications/kinds-table.tsx'
import { PushDevices } from '../../features/notifications/push-devices.tsx'
import { ThisDevice } from '../../features/notifications/this-device.tsx'
import { QuietHours } from '../../features/preferences/quiet-hours.tsx'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Page } from '../../ui/page/page.tsx'
import { Section } from '../../ui/page/section.tsx'

export function NotificationsPage() {
  const { t } = useTranslation('notifications')

  return (
    <Page title={t('title')} description={t('description')}>
      <div>
        <Section title={t('kinds.label')} description={t('kinds.hint')}>
          <KindsTable />
        </Section>
        <Section title={t('permission.label')}>
          <ThisDevice />
        </Section>
        <Section title={t('push.label')} description={t('push.hint')}>
          <PushDevices />
        </Section>
        <Section title={t('quiet.label')} description={t('quiet.hint')}>
          <QuietHours />
        </Section>
      </div>
    </Page>
  )
}
