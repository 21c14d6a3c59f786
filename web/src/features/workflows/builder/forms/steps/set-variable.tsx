import type { WorkflowValue } from '@fairlead/sdk'
import { NumberInput, Select } from '@mantine/core'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { LiquidField } from '../fields/liquid-field.tsx'
import { KindPick } from '../fields/picks.tsx'
import { VariableName } from '../fields/variable-name.tsx'
import { useErrorOf } from '../form-context.tsx'
import type { StepEdit } from './edit.ts'

const kinds = ['text', 'number', 'flag', 'empty'] as const
type Kind = (typeof kinds)[number]
const usual = { text: '', number: 0, flag: true, empty: null } as const satisfies Record<Kind, WorkflowValue>

export function SetVariableFields({ step: { variable, value }, set }: StepEdit<'set_variable'>) {
  const { t } = useTranslation(['steps', 'fields'])
  const errorOf = useErrorOf()
  const kind = kindOf(value)

  return (
    <>
      <VariableName value={variable} onChange={(name) => set({ variable: name })} error={errorOf('variable')} />
      <KindPick
        label={t('set_variable.kind')}
        kinds={kinds}
        nameOf={(each) => t(`set_variable.kinds.${each}`)}
        value={kind}
        onChange={(next) => set({ value: usual[next] })}
      />
      {kind === 'text' && (
        <LiquidField
          label={t('set_variable.value')}
          isLong
          value={Array.isArray(value) ? value.join(', ') : String(value)}
          onChange={(next) => set({ value: next })}
          error={errorOf('value')}
        />
      )}
      {kind === 'number' && (
        <NumberInput
          label={t('set_variable.value')}
          w={160}
          value={Number(value)}
          onChange={(next) => set({ value: typeof next === 'number' ? next : 0 })}
          error={errorOf('value')}
        />
      )}
      {kind === 'flag' && (
        <Select
          label={t('set_variable.value')}
          data={[
            { value: 'true', label: t('fields:yes') },
            { value: 'false', label: t('fields:no') },
          ]}
          value={String(value)}
          onChange={(next) => set({ value: next === 'true' })}
          allowDeselect={false}
        />
      )}
    </>
  )
}

function kindOf(value: WorkflowValue): Kind {
  if (value === null) return 'empty'
  if (typeof value === 'number') return 'number'
  return typeof value === 'boolean' ? 'flag' : 'text'
}
