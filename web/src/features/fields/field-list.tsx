import { deleteField, type Field, patchField } from '@fairlead/sdk'
import { Group, Text, VisuallyHidden } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconPencil, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { moved } from '../../ui/moved.ts'
import { notifyDone, notifyError } from '../../ui/notify.ts'
import { Row, RowList } from '../../ui/row-list.tsx'
import { ToolButton } from '../../ui/tool-button.tsx'
import { useMe } from '../session/queries.ts'
import { isAtLeast } from '../session/roles.ts'
import { FieldDialog } from './field-dialog.tsx'
import { FieldIcon } from './field-icon.tsx'
import { fieldsQuery } from './queries.ts'

type Props = Readonly<{ subject: Field['subject']; fields: readonly Field[] }>

/** The fields of one subject, to change, to put in order, and to delete. */
export function FieldList({ subject, fields }: Props) {
  const { t } = useTranslation('fields')
  const { member } = useMe()
  const queryClient = useQueryClient()
  const [editing, setEditing] = useState<Field | null>(null)
  const [deleting, setDeleting] = useState<Field | null>(null)
  const [said, setSaid] = useState('')
  const canChange = isAtLeast(member.role, 'manager')

  async function move(field: Field, by: -1 | 1) {
    const ordered = moved(fields, field, by)
    const places = new Map(ordered.map(({ id }, position) => [id, position]))
    queryClient.setQueryData(fieldsQuery.queryKey, (known) =>
      known
        ?.map((one) => ({ ...one, position: places.get(one.id) ?? one.position }))
        .sort((one, other) => one.position - other.position),
    )
    setSaid(t('moved', { name: field.name, place: ordered.indexOf(field) + 1, count: ordered.length }))
    try {
      for (const [position, { id, position: before }] of ordered.entries()) {
        if (before !== position) await client.call(patchField, { params: { id }, body: { position } })
      }
    } catch (error) {
      notifyError(error)
      await queryClient.invalidateQueries({ queryKey: fieldsQuery.queryKey })
    }
  }

  return (
    <>
      <RowList label={t(`subject.${subject}`)}>
        {fields.map((field, index) => (
          <Row key={field.id}>
            <FieldIcon type={field.type} />
            <FieldLine field={field} />
            {canChange && (
              <Group gap={2} wrap="nowrap">
                <ToolButton
                  label={t('up', { name: field.name })}
                  icon={IconChevronUp}
                  isOff={index === 0}
                  onClick={() => move(field, -1)}
                />
                <ToolButton
                  label={t('down', { name: field.name })}
                  icon={IconChevronDown}
                  isOff={index === fields.length - 1}
                  onClick={() => move(field, 1)}
                />
                <ToolButton
                  label={t('editOne', { name: field.name })}
                  icon={IconPencil}
                  onClick={() => setEditing(field)}
                />
                <ToolButton
                  label={t('deleteOne', { name: field.name })}
                  icon={IconTrash}
                  onClick={() => setDeleting(field)}
                />
              </Group>
            )}
          </Row>
        ))}
      </RowList>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      {editing && <FieldDialog subject={subject} field={editing} onClose={() => setEditing(null)} />}
      {deleting && <DeleteField field={deleting} onClose={() => setDeleting(null)} />}
    </>
  )
}

function FieldLine({ field: { name, type, key, options } }: { field: Field }) {
  const { t, i18n } = useTranslation('fields')
  const facts = [
    t(`type.${type}`),
    ...(options.length === 0 ? [] : [t('countOptions', { count: options.length })]),
    t('key', { key }),
  ]
  return (
    <div style={{ flex: 1, minInlineSize: 0 }}>
      <Text fw={500} lineClamp={2}>
        {name}
      </Text>
      <Text
        fz={13}
        c="dimmed"
        lineClamp={4}
        title={new Intl.ListFormat(i18n.language, { type: 'unit' }).format(options)}
      >
        {facts.join(' · ')}
      </Text>
    </div>
  )
}

function DeleteField({ field, onClose }: { field: Field; onClose: () => void }) {
  const { t } = useTranslation('fields')
  const queryClient = useQueryClient()
  const { id, name, key, subject } = field

  async function remove() {
    await client.call(deleteField, { params: { id } })
    queryClient.setQueryData(fieldsQuery.queryKey, (known) => known?.filter((one) => one.id !== id))
    notifyDone(t('deleted', { name }))
  }

  return (
    <ConfirmDialog
      isOpen
      title={t('deleteTitle', { name })}
      text={t(`deleteText.${subject}`, { key })}
      confirm={t('delete')}
      onConfirm={remove}
      onClose={onClose}
    />
  )
}
