import { type Field, type FieldType, fieldType, patchField, postField } from '@fairlead/sdk'
import { Modal, Select, Text, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { DialogActions } from '../../ui/form/dialog-actions.tsx'
import { Refusal, useContractForm } from '../../ui/form/use-contract-form.ts'
import { notifyDone } from '../../ui/notify.ts'
import { fieldsQuery } from './queries.ts'

type Props = Readonly<{
  subject: Field['subject']
  /** Null: a new one. */
  field: Field | null
  onClose: () => void
}>

const schema = z.object({ name: postField.body.shape.name, type: fieldType, options: z.string() })

export function FieldDialog({ subject, field, onClose }: Props) {
  const { t } = useTranslation(['fields', 'common'])
  const queryClient = useQueryClient()
  const initialValues: { name: string; type: FieldType; options: string } = {
    name: field?.name ?? '',
    type: field?.type ?? 'text',
    options: field?.options.join('\n') ?? '',
  }
  const contract = useContractForm({
    initialValues,
    schema,
    fieldOfCode: { field_name_taken: 'name' },
    async save({ name, type, options: lines }) {
      const options = hasOptions(type) ? optionsOf(lines) : []
      if (hasOptions(type) && options.length === 0) throw new Refusal('options', t('optionsRequired'))
      const saved = field
        ? await client.call(patchField, {
            params: { id: field.id },
            body: { name, ...(hasOptions(type) ? { options } : {}) },
          })
        : await client.call(postField, { body: { subject, name, type, options } })
      await queryClient.invalidateQueries({ queryKey: fieldsQuery.queryKey })
      notifyDone(t('saved', { name: saved.name }))
      onClose()
    },
  })
  const { form } = contract

  return (
    <Modal
      opened
      onClose={onClose}
      title={field ? t('editTitle', { name: field.name }) : t(`addTitle.${subject}`)}
      closeOnClickOutside={!form.isDirty()}
    >
      <ContractForm
        contract={contract}
        actions={<DialogActions submit={t('common:save')} isSubmitting={form.submitting} onCancel={onClose} />}
      >
        <TextInput
          label={t('name')}
          placeholder={t(`namePlaceholder.${subject}`)}
          data-autofocus
          {...form.getInputProps('name')}
        />
        {field === null ? (
          <Select
            label={t('typeLabel')}
            data={fieldType.options.map((type) => ({ value: type, label: t(`type.${type}`) }))}
            allowDeselect={false}
            {...form.getInputProps('type')}
          />
        ) : (
          <Text size="sm" c="dimmed">
            {t('typeFixed', { type: t(`type.${field.type}`) })}
          </Text>
        )}
        {hasOptions(form.values.type) && (
          <Textarea
            label={t('options')}
            description={t('optionsHint')}
            placeholder={t('optionsPlaceholder')}
            autosize
            minRows={3}
            maxRows={12}
            {...form.getInputProps('options')}
          />
        )}
      </ContractForm>
    </Modal>
  )
}

function hasOptions(type: FieldType): boolean {
  return type === 'choice' || type === 'choices'
}

function optionsOf(lines: string): string[] {
  const options = lines.split('\n').map((line) => line.trim())
  return [...new Set(options.filter((option) => option !== ''))]
}
