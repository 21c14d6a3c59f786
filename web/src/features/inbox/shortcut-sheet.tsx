import { Kbd, Modal, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'

const shortcuts = [
  ['move', ['J', 'K']],
  ['reply', ['R']],
  ['note', ['N']],
  ['close', ['E']],
  ['assign', ['A']],
  ['teams', ['/']],
  ['help', ['?']],
] as const

export function ShortcutSheet({ isOpen, onClose }: { isOpen: boolean; onClose(): void }) {
  const { t } = useTranslation('inbox')

  return (
    <Modal opened={isOpen} onClose={onClose} title={t('shortcuts.title')} size="sm">
      <Table withRowBorders={false} verticalSpacing={5}>
        <Table.Tbody>
          {shortcuts.map(([name, keys]) => (
            <Table.Tr key={name}>
              <Table.Td>{t(`shortcuts.${name}`)}</Table.Td>
              <Table.Td ta="end">
                {keys.map((key) => (
                  <Kbd key={key} ms={4}>
                    {key}
                  </Kbd>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
          <Table.Tr>
            <Table.Td>{t('shortcuts.send')}</Table.Td>
            <Table.Td ta="end">
              <Kbd>{t('shortcuts.enter')}</Kbd>
            </Table.Td>
          </Table.Tr>
          <Table.Tr>
            <Table.Td>{t('shortcuts.newline')}</Table.Td>
            <Table.Td ta="end">
              <Kbd>{t('shortcuts.shiftEnter')}</Kbd>
            </Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </Modal>
  )
}
