import type { WorkflowStepType } from '@fairlead/sdk'
import { IconPlayerPlay } from '@tabler/icons-react'
import { stepIcon } from '../forms/step-icons.ts'
import classes from './step-icon.module.css'

const kinds: Partial<Record<WorkflowStepType | 'start', 'talk' | 'way' | 'people'>> = {
  send_message: 'talk',
  ask_question: 'talk',
  branch: 'way',
  hours: 'way',
  split: 'way',
  wait: 'way',
  jump: 'way',
  assign: 'people',
  notify: 'people',
}

/** A sign for the type, in the colour of its kind. */
export function StepIcon({ type }: Readonly<{ type: WorkflowStepType | 'start' }>) {
  const Icon = type === 'start' ? IconPlayerPlay : stepIcon(type)
  return (
    <span className={classes.icon} data-kind={type === 'start' ? 'start' : (kinds[type] ?? 'other')} aria-hidden>
      <Icon size={17} stroke={1.7} />
    </span>
  )
}
