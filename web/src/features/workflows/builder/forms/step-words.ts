import type { WorkflowStart, WorkflowStep, WorkflowStepType } from '@fairlead/sdk'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import { durationText } from '../../../../ui/duration-text.ts'
import { useChannels, useMembers, useTeams } from '../../../conversations/use-names.ts'
import { textIn } from './fields/local-texts.ts'
import { type Names, sayStart, sayStep, type Words } from './step-sentences.ts'
import { useWorkflows } from './use-workflows.ts'

export type StepWords = Readonly<{
  name(type: WorkflowStepType): string
  /** What people call it, else what it is; null: it is gone. */
  step(step: WorkflowStep | null): string
  /** What the step does, in a line; empty: nothing more than its name says. `target`: where it jumps to. */
  describe(step: WorkflowStep, target: WorkflowStep | null): string
  exit(step: WorkflowStep, exit: string): string
  /** How it begins, in a line. */
  trigger(start: WorkflowStart): string
}>

/** What steps, exits and triggers are called, with the names of the teams and people in them. */
export function useStepWords(): StepWords {
  const { t, i18n } = useTranslation(['steps', 'common', 'hours'])
  const teams = useTeams()
  const members = useMembers()
  const channels = useChannels()
  const workflows = useWorkflows()
  const nameIn = (all: ReadonlyMap<string, Readonly<{ name: string }>>) => (id: string) =>
    all.get(id)?.name ?? t('gone')
  const names: Names = {
    team: nameIn(teams),
    member: nameIn(members),
    channel: nameIn(channels),
    workflow: (id) => (workflows === undefined ? '…' : (workflows.get(id) ?? t('gone'))),
    channelType: (type) => t(`common:channelTypes.${type}`),
    weekday: (day) => t(`hours:weekdays.${day}`),
    step: (step) => (step === null ? t('gone') : step.name || t(`types.${step.type}.name`)),
  }
  const words: Words = {
    say: (key, values = {}) => t(`says.${key}`, { defaultValue: '', ...values }),
    duration: (minutes) => durationText(minutes, i18n.language),
    list: (items) => new Intl.ListFormat(i18n.language).format(items),
    numbered: (what, number) => t(`${what}.number`, { number }),
    names,
  }

  return {
    name: (type) => t(`types.${type}.name`),
    step: names.step,
    describe: (step, target) => sayStep(step, target, words),
    exit: (step, exit) => nameOfExit(step, exit, words, (key) => t(`exits.${key}`, { defaultValue: key })),
    trigger: ({ trigger }) => sayStart(trigger, words),
  }
}

function nameOfExit(step: WorkflowStep, exit: string, { numbered }: Words, word: (key: string) => string): string {
  const id = exit.slice(exit.indexOf(':') + 1)
  const isIt = (one: Readonly<{ id: string }>) => one.id === id
  switch (step.type) {
    case 'ask_question': {
      const index = exit.startsWith('choice:') ? step.choices.findIndex(isIt) : -1
      const title = step.choices[index]?.title
      return title ? textIn(title, title.defaultLocale) || numbered('choices', index + 1) : word(exit)
    }
    case 'branch': {
      const index = exit.startsWith('branch:') ? step.branches.findIndex(isIt) : -1
      const branch = step.branches[index]
      return branch ? branch.name || numbered('branch', index + 1) : word(exit)
    }
    case 'split': {
      const index = step.parts.findIndex(isIt)
      const part = step.parts[index]
      return part ? `${part.name || numbered('split', index + 1)} (${part.percent} %)` : id
    }
    case 'assign':
      // Without a wait it goes on at once, whoever gets it and when.
      return word(exit === 'next' && step.timeoutMinutes !== null ? 'assigned' : exit)
    default:
      return word(exit)
  }
}
