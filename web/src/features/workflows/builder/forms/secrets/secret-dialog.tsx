import { putWorkflowSecret } from '@fairlead/sdk'
import { Modal, PasswordInput, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { client } from '../../../../../api.ts'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { ContractForm } from '../../../../../ui/form/contract-form.tsx'
import { DialogActions } from '../../../../../ui/form/dialog-actions.tsx'
import { useContractForm } from '../../../../../ui/form/use-contract-form.ts'
import { variableFrom } from '../fields/ids.ts'
import { secretsQuery } from './use-secrets.ts'

const schema = z.object({ name: putWorkflowSecret.params.shape.name, value: putWorkflowSecret.body.shape.value })

type Props = Readonly<{ onClose(): void; onMade(name: string): void }>

/** Something that another system wants to know and nobody else may, such as a key of its API. */
export function SecretDialog({ onClose, onMade }: Props) {
  const { t } = useTranslation(['steps', 'common'])
  const queryClient = useQueryClient()
  const contract = useContractForm({
    initialValues: { name: '', value: '' },
    schema,
    async save({ name, value }) {
      await client.call(putWorkflowSecret, { params: { name }, body: { value } })
      await queryClient.invalidateQueries({ queryKey: secretsQuery.queryKey })
      onMade(name)
    },
  })
  const { form } = contract

  return (
    <Modal opened onClose={onClose} title={t('secrets.title')} closeOnClickOutside={!form.isDirty()}>
      <ContractForm
        contract={contract}
        actions={<DialogActions submit={t('common:save')} isSubmitting={form.submitting} onCancel={onClose} />}
      >
        <TextInput
          label={t('secrets.name')}
          description={t('secrets.nameHint')}
          placeholder="shop_key"
          data-autofocus
          maxLength={60}
          {...form.getInputProps('name')}
          onChange={(event) => form.setFieldValue('name', variableFrom(event.currentTarget.value))}
        />
        <PasswordInput
          label={t('secrets.value')}
          description={t('secrets.valueHint')}
          autoComplete="off"
          {...form.getInputProps('value')}
        />
      </ContractForm>
    </Modal>
  )
}
