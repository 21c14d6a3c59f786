import { MultiSelect, Select } from '@mantine/core'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { useFields } from '../../../../fields/queries.ts'
import { useMe } from '../../../../session/queries.ts'
import { TagInput } from '../../../../tags/tag-input.tsx'
import { useErrorOf } from '../form-context.tsx'
import type { TriggerEdit } from './edit.ts'

export function TagChangedFields({ trigger, set }: TriggerEdit<'contact_tag_changed'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  return (
    <TagInput
      label={t('start.tags')}
      placeholder={trigger.tags.length === 0 ? t('start.anyTag') : ''}
      value={[...trigger.tags]}
      onChange={(tags) => set({ tags })}
      error={errorOf('trigger.tags')}
    />
  )
}

export function FieldChangedFields({ trigger, set }: TriggerEdit<'contact_field_changed'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  const fields = useFields('contact') ?? []
  const isLost = trigger.field !== '' && !fields.some(({ key }) => key === trigger.field)
  return (
    <Select
      label={t('start.field')}
      data={[
        { value: '', label: t('start.anyField') },
        ...fields.map(({ key, name }) => ({ value: key, label: name })),
        ...(isLost ? [{ value: trigger.field, label: trigger.field }] : []),
      ]}
      value={trigger.field}
      onChange={(field) => set({ field: field ?? '' })}
      allowDeselect={false}
      searchable={fields.length > 8}
      error={errorOf('trigger.field')}
    />
  )
}

export function StageChangedFields({ trigger, set }: TriggerEdit<'contact_stage_changed'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  const { stages } = useMe().workspace
  return (
    <MultiSelect
      label={t('start.stages')}
      placeholder={trigger.to.length === 0 ? t('start.anyStage') : ''}
      data={[...new Set([...stages, ...trigger.to])]}
      value={[...trigger.to]}
      onChange={(to) => set({ to })}
      hidePickedOptions
      error={errorOf('trigger.to')}
    />
  )
}
