import { type WorkflowStepType, workflowStepTypes } from '@fairlead/sdk'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import { type StepGroup, stepGroups } from '../forms/step-groups.ts'
import { folded } from '../model/find-steps.ts'
import { useWords } from '../words/builder-words.tsx'
import { StepIcon } from '../words/step-icon.tsx'
import { type Choice, PickDialog } from './pick-dialog.tsx'

type Props = Readonly<{ isPhone: boolean; onPick(type: WorkflowStepType): void; onClose(): void }>

const groups = Object.keys(stepGroups) as StepGroup[]

/** What may come next. */
export function StepPicker({ onPick, ...props }: Props) {
  const { t } = useTranslation(['builder', 'steps'])
  const words = useWords()
  const all = groups.flatMap((group) =>
    stepGroups[group].map((type) => ({
      id: type,
      name: words.type(type),
      text: t(`steps:types.${type}.text`),
      icon: <StepIcon type={type} />,
      group: t(`steps:groups.${group}`),
    })),
  )

  function choicesFor(typed: string): readonly Choice[] {
    const sought = folded(typed).split(/\s+/).filter(Boolean)
    const fits = (said: string) => sought.every((word) => folded(said).includes(word))
    const byName = all.filter(({ name }) => fits(name))
    // What is called so goes before what only speaks of it.
    const byText = all.filter(
      (choice) => !byName.includes(choice) && fits(`${choice.name} ${choice.text} ${choice.group}`),
    )
    return [...byName, ...byText]
  }

  return (
    <PickDialog
      {...props}
      title={t('pick.title')}
      placeholder={t('pick.placeholder')}
      choicesFor={choicesFor}
      onPick={(id) => {
        const type = workflowStepTypes.find((one) => one === id)
        if (type !== undefined) onPick(type)
      }}
    />
  )
}
