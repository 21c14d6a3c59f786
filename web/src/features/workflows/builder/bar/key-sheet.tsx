import { Kbd, Modal, Table } from '@mantine/core'
import { useTranslation } from '../../../../i18n/use-translation.ts'

const keys = [
  ['move', ['←', '→', '↑', '↓']],
  ['shift', ['Shift', '← → ↑ ↓']],
  ['open', ['Enter']],
  ['add', ['N']],
  ['remove', ['Delete']],
  ['undo', ['Ctrl', 'Z']],
  ['redo', ['Ctrl', 'Shift', 'Z']],
  ['copy', ['Ctrl', 'C']],
  ['paste', ['Ctrl', 'V']],
  ['duplicate', ['Ctrl', 'D']],
  ['find', ['Ctrl', 'F']],
  ['leave', ['Escape']],
] as const

/** What the keys do here. */
export function KeySheet({ onClose }: Readonly<{ onClose: () => void }>) {
  const { t } = useTranslation('builder')
  const isMac = /Mac|iPhone|iPad/.test(navigator.platform)
  return (
    <Modal opened onClose={onClose} title={t('keys.title')}>
      <Table verticalSpacing={6}>
        <Table.Tbody>
          {keys.map(([what, pressed]) => (
            <Table.Tr key={what}>
              <Table.Td>{t(`keys.${what}`)}</Table.Td>
              <Table.Td ta="end" style={{ whiteSpace: 'nowrap' }}>
                {pressed.map((key) => (
                  <Kbd key={key} ms={4}>
                    {key === 'Ctrl' && isMac ? '⌘' : key}
                  </Kbd>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  )
}
