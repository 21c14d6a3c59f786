import { textsOf, type WorkflowDefinition, type WorkflowStep } from '@fairlead/sdk'

/** The steps in whose names, comments or texts all the words are; `nameOf`: what people call it. */
export function findSteps(
  { steps }: WorkflowDefinition,
  sought: string,
  nameOf: (step: WorkflowStep) => string,
): readonly WorkflowStep[] {
  const words = folded(sought).split(/\s+/).filter(Boolean)
  if (words.length === 0) return steps
  return steps.filter((step) => {
    const text = folded([nameOf(step), step.comment, ...textsOf(step).map(({ text }) => text)].join(' '))
    return words.every((word) => text.includes(word))
  })
}

/** Without case and accents. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
