import { Group } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { LinkButton } from '../../ui/link-button.tsx'

export function DoneStep({ hasChannel }: { hasChannel: boolean }) {
  const { t } = useTranslation('setup')
  return (
    <Group gap="xs">
      <LinkButton to="/inbox/$view" params={{ view: 'mine' }}>
        {t('done.inbox')}
      </LinkButton>
      {!hasChannel && (
        <LinkButton to="/settings/channels" variant="default">
          {t('done.connect')}
        </LinkButton>
      )}
      <LinkButton to="/settings/members" variant="default">
        {t('done.invite')}
      </LinkButton>
    </Group>
  )
}
