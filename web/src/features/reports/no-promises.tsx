import type { Team } from '@fairlead/sdk'
import { Group } from '@mantine/core'
import { IconHeartHandshake } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import type { Period } from './kept-share.ts'

/** How promises come to be, and where to see to it that they do. */
export function NoPromises({ days, teams }: { days: Period; teams: readonly Team[] }) {
  const { t } = useTranslation('reports')
  return (
    <EmptyState
      icon={IconHeartHandshake}
      title={t('promises.empty.title', { days })}
      text={t('promises.empty.text')}
      action={
        <Group gap="xs" justify="center" mt="xs">
          {teams.map(({ id, name }) => (
            <LinkButton
              key={id}
              variant="default"
              to="/settings/teams/$id"
              params={{ id }}
              search={{ tab: 'messages' }}
            >
              {t('promises.empty.messagesOf', { team: name })}
            </LinkButton>
          ))}
        </Group>
      }
    />
  )
}
