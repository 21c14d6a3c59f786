import { deleteMacro, type Macro } from '@fairlead/sdk'
import { Group, Text } from '@mantine/core'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { Row, RowList } from '../../ui/row-list.tsx'
import { ToolButton } from '../../ui/tool-button.tsx'
import { MacroDialog } from './macro-dialog.tsx'
import { macrosQuery } from './queries.ts'

type Props = Readonly<{ label: string; macros: readonly Macro[]; canChange: boolean }>

export function MacroList({ label, macros, canChange }: Props) {
  const { t } = useTranslation('macros')
  const [editing, setEditing] = useState<Macro | null>(null)
  const [deleting, setDeleting] = useState<Macro | null>(null)

  return (
    <>
      <RowList label={label}>
        {macros.map((macro) => (
          <Row key={macro.id}>
            <div style={{ flex: 1, minInlineSize: 0 }}>
              <Text fw={500} truncate>
                {macro.name}
              </Text>
              <Text fz={13} c="dimmed" lineClamp={2}>
                {macro.steps.map((step) => t(`do.${step.do}`)).join(' · ')}
              </Text>
            </div>
            {canChange && (
              <Group gap={2} wrap="nowrap">
                <ToolButton
                  label={t('edit', { name: macro.name })}
                  icon={IconPencil}
                  onClick={() => setEditing(macro)}
                />
                <ToolButton
                  label={t('deleteOne', { name: macro.name })}
                  icon={IconTrash}
                  onClick={() => setDeleting(macro)}
                />
              </Group>
            )}
          </Row>
        ))}
      </RowList>
      {editing && <MacroDialog macro={editing} onClose={() => setEditing(null)} />}
      {deleting && <DeleteMacro macro={deleting} onClose={() => setDeleting(null)} />}
    </>
  )
}

function DeleteMacro({ macro: { id, name }, onClose }: { macro: Macro; onClose: () => void }) {
  const { t } = useTranslation('macros')
  const queryClient = useQueryClient()

  async function remove() {
    await client.call(deleteMacro, { params: { id } })
    queryClient.setQueryData(macrosQuery.queryKey, (known) => known?.filter((one) => one.id !== id))
    notifyDone(t('deleted', { name }))
  }

  return (
    <ConfirmDialog
      isOpen
      title={t('deleteTitle', { name })}
      text={t('deleteText')}
      confirm={t('delete')}
      onConfirm={remove}
      onClose={onClose}
    />
  )
}
