import { putTag, renameTag, type Tag, tag as tagSchema } from '@fairlead/sdk'
import { Alert, Modal, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { DialogActions } from '../../ui/form/dialog-actions.tsx'
import { Refusal, useContractForm } from '../../ui/form/use-contract-form.ts'
import { notifyDone } from '../../ui/notify.ts'
import { ColorChoice } from './color-choice.tsx'

type Props = Readonly<{
  /** Null: a new one. */
  tag: Tag | null
  known: readonly Tag[]
  onClose: () => void
}>

/** Makes a tag or changes it. Given the name of another one, the two become one. */
export function TagDialog({ tag, known, onClose }: Props) {
  const { t } = useTranslation(['tags', 'common'])
  const cache = useQueryClient()
  const others = new Set(known.map(({ name }) => name).filter((name) => name !== tag?.name))

  const contract = useContractForm<Tag>({
    initialValues: tag ?? { name: '', color: 'gray', description: '' },
    schema: tagSchema,
    async save({ name: given, color, description }) {
      const name = given.trim()
      const merges = others.has(name)
      if (tag === null && merges) throw new Refusal('name', t('taken'))
      if (tag !== null && name !== tag.name) {
        await client.call(renameTag, { params: { name: tag.name }, body: { name } })
      }
      if (!merges) await client.call(putTag, { params: { name }, body: { color, description } })
      await cache.invalidateQueries({ queryKey: ['tags'] })
      notifyDone(t(merges ? 'merged' : 'saved'))
      onClose()
    },
  })
  const { form } = contract
  const name = form.values.name.trim()
  const isRenamed = tag !== null && name !== tag.name && name !== ''
  const merges = isRenamed && others.has(name)

  return (
    <Modal
      opened
      onClose={onClose}
      title={t(tag === null ? 'addTitle' : 'editTitle')}
      closeOnClickOutside={!form.isDirty()}
    >
      <ContractForm
        contract={contract}
        actions={
          <DialogActions
            submit={t(tag === null ? 'create' : 'common:save')}
            isSubmitting={form.submitting}
            onCancel={onClose}
          />
        }
      >
        <TextInput
          label={t('name')}
          placeholder={t('namePlaceholder')}
          data-autofocus
          autoComplete="off"
          {...form.getInputProps('name')}
        />
        {merges && <Alert color="yellow">{t('merges')}</Alert>}
        {isRenamed && !merges && (
          <Text fz={13} c="dimmed">
            {t('renames')}
          </Text>
        )}
        {!merges && (
          <>
            <ColorChoice value={form.values.color} onChange={(color) => form.setFieldValue('color', color)} />
            <TextInput
              label={t('about')}
              description={t('aboutHint')}
              placeholder={t('aboutPlaceholder')}
              autoComplete="off"
              {...form.getInputProps('description')}
            />
          </>
        )}
      </ContractForm>
    </Modal>
  )
}
