import { always } from '@fairlead/sdk'
import { Text, TextInput } from '@mantine/core'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { ConditionBuilder } from '../condition/condition-builder.tsx'
import { AddByName } from '../fields/add-by-name.tsx'
import { idFrom } from '../fields/ids.ts'
import { NamedRows } from '../fields/named-rows.tsx'
import { useErrorOf } from '../form-context.tsx'
import type { StepEdit } from './edit.ts'

const most = 20

export function BranchFields({ step: { branches }, set }: StepEdit<'branch'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()

  return (
    <>
      <Text size="sm" c="dimmed">
        {t('branch.hint')}
      </Text>
      <NamedRows
        label={t('branch.branches')}
        items={branches}
        keyOf={({ id }) => id}
        nameOf={({ name }, index) => name || t('branch.number', { number: index + 1 })}
        onChange={(changed) => set({ branches: changed })}
        least={1}
        head={(branch, index, change) => (
          <TextInput
            aria-label={t('branch.name', { number: index + 1 })}
            placeholder={t('branch.number', { number: index + 1 })}
            maxLength={80}
            value={branch.name}
            onChange={(event) => change({ ...branch, name: event.currentTarget.value })}
            error={errorOf(`branches.${index}.name`)}
          />
        )}
      >
        {(branch, index, change) => (
          <ConditionBuilder
            label={branch.name || t('branch.number', { number: index + 1 })}
            condition={branch.condition}
            onChange={(condition) => change({ ...branch, condition })}
            error={errorOf(`branches.${index}.condition`)}
          />
        )}
      </NamedRows>
      <AddByName
        label={t('branch.new')}
        placeholder={t('branch.newExample')}
        isFull={branches.length >= most}
        onAdd={(name) => {
          const id = idFrom(
            name,
            branches.map((branch) => branch.id),
          )
          set({ branches: [...branches, { id, name, condition: always }] })
        }}
      />
      <Text size="sm" c="dimmed">
        {t('branch.else')}
      </Text>
    </>
  )
}
