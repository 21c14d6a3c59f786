import { postApiKey } from '@fairlead/sdk'
import { Alert, Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { CopyField } from '../../ui/copy-field.tsx'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { DialogActions } from '../../ui/form/dialog-actions.tsx'
import { useContractForm } from '../../ui/form/use-contract-form.ts'
import { keyHolders } from '../members/permissions.ts'
import { membersQuery } from '../members/queries.ts'
import { useMe } from '../session/queries.ts'
import { apiKeysQuery } from './queries.ts'

export function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('settings')
  const [key, setKey] = useState<string | null>(null)

  // The key cannot be shown again, so that a stray press beside the dialog must not lose it.
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(key === null ? 'apiKeys.addTitle' : 'apiKeys.keyTitle')}
      closeOnClickOutside={false}
      closeOnEscape={key === null}
    >
      {key === null ? (
        <NewKeyForm onMade={setKey} onClose={onClose} />
      ) : (
        <Stack>
          <Alert>{t('apiKeys.keyText')}</Alert>
          <CopyField label={t('apiKeys.key')} value={key} />
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('apiKeys.done')}</Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}

function NewKeyForm({ onMade, onClose }: { onMade: (key: string) => void; onClose: () => void }) {
  const { t } = useTranslation(['settings', 'common'])
  const { member: me } = useMe()
  const cache = useQueryClient()
  const members = useQuery(membersQuery)
  const holders = keyHolders(me, members.data?.data ?? [me])

  const contract = useContractForm({
    initialValues: { name: '', memberId: me.id },
    schema: postApiKey.body,
    async save(values) {
      const { key } = await client.call(postApiKey, { body: values })
      onMade(key)
      await cache.invalidateQueries(apiKeysQuery)
    },
  })
  const { form } = contract

  return (
    <ContractForm
      contract={contract}
      actions={<DialogActions submit={t('apiKeys.create')} isSubmitting={form.submitting} onCancel={onClose} />}
    >
      <TextInput
        label={t('apiKeys.name')}
        description={t('apiKeys.nameHint')}
        placeholder={t('apiKeys.namePlaceholder')}
        data-autofocus
        autoComplete="off"
        {...form.getInputProps('name')}
      />
      {holders.length > 1 && (
        <Select
          label={t('apiKeys.member')}
          description={t('apiKeys.memberHint')}
          data={holders.map(({ id, name }) => ({ value: id, label: name }))}
          allowDeselect={false}
          searchable
          {...form.getInputProps('memberId')}
        />
      )}
    </ContractForm>
  )
}
