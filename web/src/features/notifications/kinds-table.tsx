import type { NotificationKind, Preferences } from '@fairlead/sdk'
import { Checkbox, Table, Text } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useChangePreferences, usePreferences } from '../preferences/use-preferences.ts'

const kinds = [
  'assigned',
  'message',
  'mention',
  'undelivered',
  'waiting',
] as const satisfies readonly NotificationKind[]
const ways = ['desktop', 'push', 'sound'] as const satisfies readonly (keyof Preferences['notifications']['message'])[]

/** What one is told of, and how. */
export function KindsTable() {
  const { t } = useTranslation('notifications')
  const { notifications } = usePreferences()
  const change = useChangePreferences()

  return (
    <Table maw={620} verticalSpacing="xs" horizontalSpacing="xs" layout="fixed">
      <Table.Thead>
        <Table.Tr>
          <Table.Th w="46%">{t('kinds.what')}</Table.Th>
          {ways.map((way) => (
            <Table.Th key={way} ta="center" style={{ overflowWrap: 'normal', hyphens: 'auto' }}>
              {t(`ways.${way}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {kinds.map((kind) => (
          <Table.Tr key={kind}>
            <Table.Td>
              <Text size="sm">{t(`kinds.${kind}`)}</Text>
            </Table.Td>
            {ways.map((way) => (
              <Table.Td key={way}>
                <Checkbox
                  styles={{ body: { justifyContent: 'center' } }}
                  aria-label={t('ways.cell', { kind: t(`kinds.${kind}`), way: t(`ways.${way}`) })}
                  checked={notifications[kind][way]}
                  onChange={({ currentTarget: { checked } }) =>
                    change({
                      notifications: { ...notifications, [kind]: { ...notifications[kind], [way]: checked } },
                    })
                  }
                />
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
