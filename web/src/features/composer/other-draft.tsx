import { Button, Group, Text } from '@mantine/core'
import { IconDeviceMobile } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useMe } from '../session/queries.ts'
import classes from './composer.module.css'
import { sharedDraftOf, sharedDraftQuery, watchShared } from './shared-drafts.ts'

/** Brings in what the member wrote on another device; where both were changed, they choose. */
export function OtherDraft({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation('snippets')
  const sync = sharedDraftOf({ memberId: useMe().member.id, conversationId })
  const { data } = useQuery(sharedDraftQuery(conversationId))
  const other = useSyncExternalStore(watchShared, () => sync.other)

  useEffect(() => {
    if (data !== undefined) sync.hear(data)
  }, [sync, data])

  if (other === null) return null
  const text = [other.reply.text, other.note.text].filter((one) => one !== '').join(' · ')
  return (
    <div className={classes.bar} role="status">
      <IconDeviceMobile size={16} aria-hidden />
      <div className={classes.barText}>
        <Text size="sm">{t('draft.changed')}</Text>
        <Text size="xs" c="dimmed" lineClamp={2}>
          {text}
        </Text>
      </div>
      <Group gap={4} wrap="nowrap">
        <Button size="compact-sm" variant="default" onClick={() => sync.takeOther()}>
          {t('draft.useOther')}
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={() => sync.keepMine()}>
          {t('draft.keepMine')}
        </Button>
      </Group>
    </div>
  )
}
