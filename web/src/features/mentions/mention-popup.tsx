import type { Member } from '@fairlead/sdk'
import { Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { CaretList } from '../composer/popups/caret-list.tsx'
import type { PopupProps } from '../composer/popups/popup.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { membersQuery } from '../members/queries.ts'
import { useMe } from '../session/queries.ts'
import { findMembers } from './find-members.ts'

const most = 12

/** Members that a note may name. They are told of it. */
export function MentionPopup({ query, place, input, keys, onInsert, onMention, onClose }: PopupProps) {
  const { t } = useTranslation(['snippets', 'common'])
  const { member: me } = useMe()
  const locale = useLocale()
  const { data } = useQuery(membersQuery)
  const items = useMemo(() => {
    const others = (data?.data ?? []).filter(
      ({ id, name, isDeactivated }) => !isDeactivated && id !== me.id && name !== '',
    )
    return findMembers(others, query, locale).slice(0, most)
  }, [data, me.id, query, locale])

  function choose({ id, name }: Member): void {
    onMention({ id, name })
    onInsert(`@${name}`)
  }

  return (
    <CaretList
      items={items}
      keyOf={({ id }) => id}
      label={t('mention.label')}
      place={place}
      input={input}
      keys={keys}
      onChoose={choose}
      onClose={onClose}
      render={({ name, presence }) => (
        <Group justify="space-between" wrap="nowrap" gap="xs">
          <Text size="sm" truncate>
            {name}
          </Text>
          <Text size="xs" c="dimmed">
            {t(`common:presence.${presence}`)}
          </Text>
        </Group>
      )}
    />
  )
}
