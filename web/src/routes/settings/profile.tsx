import { Stack, Text } from '@mantine/core'
import { ProfileForm } from '../../features/members/profile-form.tsx'
import { Looks } from '../../features/preferences/looks.tsx'
import { Writing } from '../../features/preferences/writing.tsx'
import { PasswordForm } from '../../features/session/password-form.tsx'
import { useMe } from '../../features/session/queries.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Page } from '../../ui/page/page.tsx'
import { Section } from '../../ui/page/section.tsx'

export function ProfilePage() {
  const { t } = useTranslation(['settings', 'common', 'notifications'])
  const { member } = useMe()

  return (
    <Page title={t('pages.profile')} description={t('profile.description')}>
      <div>
        <Section title={t('profile.name')} description={t('profile.nameHint')}>
          <ProfileForm />
        </Section>
        <Section title={t('profile.access')}>
          <Stack gap={4}>
            <Text>
              {member.email}{' '}
              <Text span c="dimmed">
                · {t(`common:roles.${member.role}`)}
              </Text>
            </Text>
            <Text fz={13} c="dimmed">
              {t('profile.emailHint')}
            </Text>
          </Stack>
        </Section>
        <Section title={t('profile.password')} description={t('profile.passwordHint')}>
          <PasswordForm />
        </Section>
        <Section title={t('notifications:looks.label')} description={t('notifications:looks.hint')}>
          <Looks />
        </Section>
        <Section title={t('notifications:writing.label')} description={t('notifications:writing.hint')}>
          <Writing />
        </Section>
      </div>
    </Page>
  )
}
