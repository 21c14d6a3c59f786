import { patchSkill, postSkill, type Skill } from '@fairlead/sdk'
import { Modal, Select, TextInput } from '@mantine/core'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { DialogActions } from '../../ui/form/dialog-actions.tsx'
import { useContractForm } from '../../ui/form/use-contract-form.ts'
import { languageOptions } from '../../ui/language-options.ts'
import { notifyDone } from '../../ui/notify.ts'
import { useKeepSkill } from './queries.ts'

type Props = Readonly<{
  /** Null: a new one. */
  skill: Skill | null
  onClose: () => void
}>

export function SkillDialog({ skill, onClose }: Props) {
  const { t, i18n } = useTranslation(['settings', 'common'])
  const keepSkill = useKeepSkill()

  const contract = useContractForm({
    initialValues: { name: skill?.name ?? '', language: skill?.language ?? null },
    schema: postSkill.body,
    fieldOfCode: { skill_name_taken: 'name', skill_language_taken: 'language' },
    async save(values) {
      const saved = skill
        ? await client.call(patchSkill, { params: { id: skill.id }, body: values })
        : await client.call(postSkill, { body: values })
      keepSkill(saved)
      notifyDone(t('skills.saved', { name: saved.name }))
      onClose()
    },
  })
  const { form } = contract

  return (
    <Modal
      opened
      onClose={onClose}
      title={skill ? t('skills.editTitle') : t('skills.addTitle')}
      closeOnClickOutside={!form.isDirty()}
    >
      <ContractForm
        contract={contract}
        actions={<DialogActions submit={t('common:save')} isSubmitting={form.submitting} onCancel={onClose} />}
      >
        <TextInput
          label={t('skills.name')}
          placeholder={t('skills.namePlaceholder')}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Select
          label={t('skills.language')}
          description={t('skills.languageHint')}
          searchable
          nothingFoundMessage={t('skills.languageNothing')}
          data={[
            { value: '', label: t('skills.noLanguage') },
            ...languageOptions(i18n.language, { withRegions: false }),
          ]}
          allowDeselect={false}
          value={form.values.language ?? ''}
          onChange={(language) => form.setFieldValue('language', language || null)}
          error={form.errors.language}
        />
      </ContractForm>
    </Modal>
  )
}
