import { Group, Kbd, Text } from '@mantine/core'
import { Fragment } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'

/** Keys as they stand on the keyboard: `g m` is one after the other, `Ctrl K` both at once. */
export function Keys({ keys }: { keys: string }) {
  const { t } = useTranslation('commands')
  const parts = keys.split(' ')
  const areTogether = parts[0] === 'Ctrl' || parts[0] === 'Shift'

  return (
    <Group gap={4} wrap="nowrap" component="span">
      {parts.map((key, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same key may come twice
        <Fragment key={index}>
          {index > 0 && (
            <Text span size="xs" c="dimmed">
              {areTogether ? '+' : t('sheet.then')}
            </Text>
          )}
          <Kbd size="xs">{key.length === 1 ? key.toUpperCase() : key}</Kbd>
        </Fragment>
      ))}
    </Group>
  )
}
