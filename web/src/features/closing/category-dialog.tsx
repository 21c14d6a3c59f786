import { type ClosingCategory, patchClosingCategory, postClosingCategory } from '@fairlead/sdk'
import { Modal, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { DialogActions } from '../../ui/form/dialog-actions.tsx'
import { useContractForm } from '../../ui/form/use-contract-form.ts'
import { notifyDone } from '../../ui/notify.ts'
import { categoriesQuery } from './queries.ts'

type Props = Readonly<{
  /** Null: a new one. */
  category: ClosingCategory | null
  onClose: () => void
}>

export function CategoryDialog({ category, onClose }: Props) {
  const { t } = useTranslation(['closing', 'common'])
  const queryClient = useQueryClient()
  const contract = useContractForm({
    initialValues: { name: category?.name ?? '' },
    schema: postClosingCategory.body,
    fieldOfCode: { category_name_taken: 'name' },
    async save(body) {
      const saved = category
        ? await client.call(patchClosingCategory, { params: { id: category.id }, body })
        : await client.call(postClosingCategory, { body })
      await queryClient.invalidateQueries({ queryKey: categoriesQuery.queryKey })
      notifyDone(t('categories.saved', { name: saved.name }))
      onClose()
    },
  })
  const { form } = contract

  return (
    <Modal
      opened
      onClose={onClose}
      title={category ? t('categories.renameTitle', { name: category.name }) : t('categories.new')}
      closeOnClickOutside={!form.isDirty()}
    >
      <ContractForm
        contract={contract}
        actions={<DialogActions submit={t('common:save')} isSubmitting={form.submitting} onCancel={onClose} />}
      >
        <TextInput
          label={t('categories.name')}
          placeholder={t('categories.placeholder')}
          data-autofocus
          {...form.getInputProps('name')}
        />
      </ContractForm>
    </Modal>
  )
}
