import { Select } from '@mantine/core'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { useMembers } from '../../../../conversations/use-names.ts'
import { useMe } from '../../../../session/queries.ts'
import { FieldValues } from '../fields/field-values.tsx'
import { TagChanges } from '../fields/tag-changes.tsx'
import { useErrorOf } from '../form-context.tsx'
import type { StepEdit } from './edit.ts'

// Beside what can be chosen: it stays as it is, and there is none.
const keep = 'keep'
const none = 'none'
const chosen = (value: string) => `= ${value}`

export function EditContactFields({ step, set }: StepEdit<'edit_contact'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  const { stages } = useMe().workspace
  const members = [...useMembers().values()].filter(({ id, isDeactivated }) => !isDeactivated || id === step.ownerId)
  const options = (items: readonly Readonly<{ value: string; label: string }>[], noneLabel: string) => [
    { value: keep, label: t('fields.unchanged') },
    ...items.map(({ value, label }) => ({ value: chosen(value), label })),
    { value: none, label: noneLabel },
  ]

  return (
    <>
      <TagChanges value={step} onChange={set} />
      <Select
        label={t('edit_contact.stage')}
        data={options(
          [...new Set([...stages, ...(step.stage ? [step.stage] : [])])].map((each) => ({ value: each, label: each })),
          t('edit_contact.noStage'),
        )}
        value={keyOf(step.stage)}
        onChange={(key) => set({ stage: chosenOf(key) })}
        allowDeselect={false}
        error={errorOf('stage')}
      />
      <Select
        label={t('edit_contact.owner')}
        data={options(
          [
            { value: 'assignee', label: t('edit_contact.assignee') },
            ...members.map(({ id, name }) => ({ value: id, label: name })),
          ],
          t('edit_contact.noOwner'),
        )}
        value={keyOf(step.ownerId)}
        onChange={(key) => set({ ownerId: chosenOf(key) })}
        allowDeselect={false}
        searchable={members.length > 8}
        error={errorOf('ownerId')}
      />
      <FieldValues subject="contact" value={step.fields} onChange={(fields) => set({ fields })} />
    </>
  )
}

function keyOf(value: string | null | undefined): string {
  if (value === undefined) return keep
  return value === null ? none : chosen(value)
}

function chosenOf(key: string | null): string | null | undefined {
  if (key === null || key === keep) return undefined
  return key === none ? null : key.slice(chosen('').length)
}
