import { SegmentedControl, Stack, Text, useMantineColorScheme } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ProfileForm } from '../../features/members/profile-form.tsx'
import { PasswordForm } from '../../features/session/password-form.tsx'
import { useMe } from '../../features/session/queries.ts'
import { Page } from '../../ui/page/page.tsx'
import { Section } from '../../ui/page/section.tsx'

export function ProfilePage() {
  const { t } = useTranslation(['settings', 'session', 'common'])
  const { member } = useMe()
  const { colorScheme, setColorScheme } = useMantineColorScheme()

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
        <Section title={t('profile.appearance')} description={t('profile.appearanceHint')}>
          <SegmentedControl
            aria-label={t('profile.appearance')}
            value={colorScheme}
            onChange={(value) => setColorScheme(value)}
            data={[
              { value: 'light', label: t('session:menu.light') },
              { value: 'dark', label: t('session:menu.dark') },
              { value: 'auto', label: t('session:menu.auto') },
            ]}
          />
        </Section>
      </div>
    </Page>
  )
}
