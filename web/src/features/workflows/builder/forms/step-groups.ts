import type { WorkflowStepType } from '@fairlead/sdk'

/** The types of steps as they are offered: by what somebody wants to do. */
export const stepGroups = {
  talk: ['send_message', 'ask_question'],
  decide: ['branch', 'hours', 'wait', 'split', 'jump'],
  assign: ['assign', 'notify', 'note'],
  change: ['edit_contact', 'edit_conversation', 'set_variable'],
  connect: ['http_request', 'webhook', 'email', 'run_workflow'],
  end: ['open', 'snooze', 'close', 'stop'],
} as const satisfies Readonly<Record<string, readonly WorkflowStepType[]>>

export type StepGroup = keyof typeof stepGroups
