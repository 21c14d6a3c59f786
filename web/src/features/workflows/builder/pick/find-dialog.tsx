import type { WorkflowDefinition } from '@fairlead/sdk'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import { findSteps } from '../model/find-steps.ts'
import { targetOf } from '../model/way.ts'
import { useWords } from '../words/builder-words.tsx'
import { StepIcon } from '../words/step-icon.tsx'
import { PickDialog } from './pick-dialog.tsx'

type Props = Readonly<{
  definition: WorkflowDefinition
  isPhone: boolean
  onPick(id: string): void
  onClose(): void
}>

/** A step by its name, or by what is said in it. */
export function FindDialog({ definition, ...props }: Props) {
  const { t } = useTranslation('builder')
  const words = useWords()
  return (
    <PickDialog
      {...props}
      title={t('find.title')}
      placeholder={t('find.placeholder')}
      choicesFor={(typed) =>
        findSteps(definition, typed, words.step).map((step) => ({
          id: step.id,
          name: words.step(step),
          text: words.describe(step, targetOf(definition, step)),
          icon: <StepIcon type={step.type} />,
        }))
      }
    />
  )
}
