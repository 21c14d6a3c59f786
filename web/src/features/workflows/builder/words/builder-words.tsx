import type { WorkflowDefinition, WorkflowStep } from '@fairlead/sdk'
import { createContext, type ReactNode, use, useMemo } from 'react'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import { type StepWords, useStepWords } from '../forms/step-words.ts'
import { jumpExit, stepOf, type Way } from '../model/way.ts'

const Context = createContext<StepWords | null>(null)

/**
 * What steps and their exits are called. Asked for once above everything that is edited: it changes with the names of
 * teams and people only, and two hundred nodes need not watch those.
 */
export function BuilderWords({ children }: Readonly<{ children: ReactNode }>) {
  return <Context value={useStepWords()}>{children}</Context>
}

type Words = Readonly<{
  step: StepWords['step']
  describe: StepWords['describe']
  exit(step: WorkflowStep, exit: string): string
  trigger: StepWords['trigger']
  type: StepWords['name']
  /** Of an id; null is the start. */
  stepOf(definition: WorkflowDefinition, id: string | null): string
  way(definition: WorkflowDefinition, way: Way): string
}>

export function useWords(): Words {
  const words = use(Context)
  const { t } = useTranslation('builder')
  if (words === null) throw new Error('Words are known within the builder.')
  return useMemo(() => {
    const exit = (one: WorkflowStep, name: string) => (name === jumpExit ? t('jumpsTo') : words.exit(one, name))
    return {
      step: words.step,
      exit,
      describe: words.describe,
      trigger: words.trigger,
      type: words.name,
      stepOf: (definition, id) => (id === null ? t('start') : words.step(stepOf(definition, id))),
      way: (definition, { stepId, exit: name }) => {
        const found = stepOf(definition, stepId)
        return found === null ? t('then') : exit(found, name)
      },
    }
  }, [words, t])
}
