import { postContact } from '@fairlead/sdk'
import { Modal, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { z } from 'zod'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { DialogActions } from '../../ui/form/dialog-actions.tsx'
import { useContractForm } from '../../ui/form/use-contract-form.ts'
import { notifyDone } from '../../ui/notify.ts'

const { name, phone } = postContact.body.shape
const schema = z.object({ name, email: z.union([z.literal(''), z.email().max(254)]), phone })

/** A contact who has not written yet. */
export function NewContactDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('contacts')
  const navigate = useNavigate()
  const contract = useContractForm({
    initialValues: { name: '', email: '', phone: '' },
    schema,
    async save(values) {
      const body = { name: values.name, email: values.email || null, phone: values.phone || null }
      const contact = await client.call(postContact, { body })
      notifyDone(t('created', { name: contact.name }))
      onClose()
      await navigate({ to: '/contacts/$id', params: { id: contact.id } })
    },
  })
  const { form } = contract

  return (
    <Modal opened onClose={onClose} title={t('newTitle')} closeOnClickOutside={!form.isDirty()}>
      <ContractForm
        contract={contract}
        actions={<DialogActions submit={t('create')} isSubmitting={form.submitting} onCancel={onClose} />}
      >
        <TextInput label={t('name')} data-autofocus autoComplete="off" {...form.getInputProps('name')} />
        <TextInput label={t('email')} type="email" autoComplete="off" {...form.getInputProps('email')} />
        <TextInput
          label={t('phone')}
          description={t('phoneHint')}
          type="tel"
          autoComplete="off"
          {...form.getInputProps('phone')}
        />
      </ContractForm>
    </Modal>
  )
}
