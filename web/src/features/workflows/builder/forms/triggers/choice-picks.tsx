import type { WorkflowTrigger } from '@fairlead/sdk'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { KindPick } from '../fields/picks.tsx'
import { choices } from './choices.ts'

type Props = Readonly<{ trigger: WorkflowTrigger; onChange(trigger: WorkflowTrigger): void }>

export function ChoicePicks({ trigger, onChange }: Props) {
  const { t } = useTranslation('steps')
  const values: Readonly<Record<string, unknown>> = trigger
  return choices[trigger.type]?.map(({ name, label, words, kinds }) => (
    <KindPick<string>
      key={name}
      label={t(label)}
      kinds={kinds}
      nameOf={(kind) => t(`start.${words}.${kind}`, { defaultValue: kind })}
      value={String(values[name])}
      onChange={(kind) => onChange({ ...trigger, [name]: kind } as WorkflowTrigger)}
    />
  ))
}
