import { Group, Kbd, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { CaretList } from '../composer/popups/caret-list.tsx'
import type { PopupProps } from '../composer/popups/popup.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { findSnippets } from './find-snippets.ts'
import { filled } from './placeholders.ts'
import { snippetsQuery, usableIn } from './queries.ts'
import { useValues } from './use-values.ts'

const most = 30

/** Snippets to put in, by their shortcut, name or text. */
export function SnippetPopup({ conversation, query, place, input, keys, onInsert, onClose }: PopupProps) {
  const { t } = useTranslation('snippets')
  const locale = useLocale()
  const values = useValues(conversation)
  const { data } = useQuery(snippetsQuery)
  const { teamId } = conversation
  const items = useMemo(
    () => findSnippets(usableIn(data ?? [], teamId), query, locale).slice(0, most),
    [data, teamId, query, locale],
  )
  // Who has typed more than any snippet has means a slash.
  const empty = data === undefined || query.length > 12 ? null : t(data.length === 0 ? 'popup.none' : 'popup.nothing')

  return (
    <CaretList
      items={items}
      keyOf={({ id }) => id}
      label={t('title')}
      empty={empty}
      place={place}
      input={input}
      keys={keys}
      onChoose={({ text }) => onInsert(filled(text, values))}
      onClose={onClose}
      render={({ shortcut, name, text }) => (
        <>
          <Group justify="space-between" wrap="nowrap" gap="xs">
            <Text size="sm" fw={500} truncate>
              {name}
            </Text>
            <Kbd size="xs">/{shortcut}</Kbd>
          </Group>
          <Text size="xs" c="dimmed" truncate dir="auto">
            {filled(text, values)}
          </Text>
        </>
      )}
    />
  )
}
