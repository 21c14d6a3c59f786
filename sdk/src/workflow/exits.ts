import type { WorkflowStep } from '../contract/workflow/step.ts'

/**
 * By which exits a step can be left, in the order in which they are shown. What is not connected ends the run; but of a
 * question each choice that is not connected goes on by `answered`.
 */
export function exitsOf(step: WorkflowStep): readonly string[] {
  switch (step.type) {
    case 'send_message':
      return ['next', 'failed']
    case 'ask_question':
      return [
        ...(step.answer === 'choice' ? step.choices.map(({ id }) => `choice:${id}`) : []),
        'answered',
        'invalid',
        ...(step.timeoutMinutes === null ? [] : ['timeout']),
        'failed',
      ]
    case 'branch':
      return [...step.branches.map(({ id }) => `branch:${id}`), 'else']
    case 'hours':
      return ['inside', 'outside']
    case 'wait':
      if (step.until.kind === 'reply') return ['replied']
      return step.orReply ? ['next', 'replied'] : ['next']
    case 'assign':
      return [
        'next',
        ...(step.timeoutMinutes === null ? [] : ['timeout']),
        ...(step.fullAt === null ? [] : ['full']),
        'failed',
      ]
    case 'http_request':
    case 'run_workflow':
      return ['next', 'failed']
    case 'split':
      return step.parts.map(({ id }) => `part:${id}`)
    case 'jump':
      return ['exceeded']
    case 'stop':
      return []
    case 'edit_contact':
    case 'edit_conversation':
    case 'set_variable':
    case 'open':
    case 'snooze':
    case 'close':
    case 'note':
    case 'notify':
    case 'webhook':
    case 'email':
      return ['next']
    default:
      return step satisfies never
  }
}

/** Where the step goes from an exit; null: the run ends there. */
export function nextOf(step: WorkflowStep, exit: string): string | null {
  return step.exits[exit] ?? (exit.startsWith('choice:') ? step.exits.answered : undefined) ?? null
}
