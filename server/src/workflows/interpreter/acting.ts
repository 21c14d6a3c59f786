import type { StepOf, WorkflowStep, WorkflowValue } from '@fairlead/sdk'
import type { Effect } from './effect.ts'
import { effectId, type Place } from './move.ts'
import { inOneLine, workflowValueOf } from './outside.ts'
import { renderBody } from './request.ts'
import { renderText } from './text.ts'

const mostOfField = 2000

/** Steps that want one thing done, and know what when a run comes to them. */
type Acting = Exclude<
  WorkflowStep['type'],
  | 'ask_question'
  | 'branch'
  | 'hours'
  | 'wait'
  | 'set_variable'
  | 'http_request'
  | 'jump'
  | 'run_workflow'
  | 'split'
  | 'stop'
>

/** What the step wants done, in words as they go out. @throws {TextFailure} */
export function effectOf(step: StepOf<Acting>, place: Place): Effect {
  const { run, world } = place
  const render = (text: Parameters<typeof renderText>[0]) => renderText(text, world, run)
  const id = effectId(run, 'do')
  switch (step.type) {
    case 'send_message': {
      const { attachmentIds, channel } = step
      const choices = step.choices.map(({ id, title }) => ({ id, title: render(title) }))
      return {
        do: 'send_message',
        id,
        text: render(step.text),
        choices,
        attachmentIds,
        template: templateOf(step, render),
        channel,
      }
    }
    case 'assign': {
      const { to, strategy, onlineOnly, agentLimit, skillIds, priority, fullAt } = step
      return { do: 'assign', id, to, strategy, onlineOnly, agentLimit, skillIds, priority, fullAt }
    }
    case 'edit_contact': {
      const { addTags, removeTags, stage } = step
      const owner = step.ownerId === 'assignee' ? world.facts.assignee?.id : step.ownerId
      return {
        ...{ do: 'edit_contact', id, addTags, removeTags, fields: fieldsOf(step.fields, place) },
        ...(stage === undefined ? {} : { stage }),
        ...(owner === undefined ? {} : { ownerId: owner }),
      }
    }
    case 'edit_conversation': {
      const { addTags, removeTags, priority, skillIds } = step
      return {
        ...{ do: 'edit_conversation', id, addTags, removeTags, fields: fieldsOf(step.fields, place) },
        ...(priority === undefined ? {} : { priority }),
        ...(skillIds === undefined ? {} : { skillIds }),
      }
    }
    case 'open':
      return { do: 'open', id }
    case 'snooze':
      return { do: 'snooze', id, until: world.now + step.minutes * 60_000 }
    case 'close':
      return { do: 'close', id, categoryId: step.categoryId, summary: cut(render(step.summary)) }
    case 'note':
      return { do: 'note', id, text: render(step.text), mentionIds: step.mentionIds }
    case 'notify': {
      const { memberIds, managers, assignee } = step
      return { do: 'notify', id, memberIds, managers, assignee, text: render(step.text) }
    }
    case 'webhook':
      return { do: 'webhook', id, url: step.url, body: renderBody(step.body, place) }
    case 'email':
      return {
        do: 'email',
        id,
        to: inOneLine(render(step.to)),
        subject: inOneLine(render(step.subject)),
        text: render(step.text),
      }
    default:
      return step satisfies never
  }
}

function templateOf({ template }: StepOf<'send_message'>, render: (text: string) => string) {
  const each = (values: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(values).map(([name, text]) => [name, render(text).slice(0, 1024).toWellFormed()]))
  return (
    template && {
      ...template,
      header: each(template.header),
      body: each(template.body),
      buttons: template.buttons.map(each),
    }
  )
}

function fieldsOf(fields: StepOf<'edit_contact'>['fields'], place: Place): Record<string, WorkflowValue> {
  const value = (given: WorkflowValue) => (typeof given === 'string' ? cut(String(renderValue(given, place))) : given)
  return Object.fromEntries(Object.entries(fields).map(([key, given]) => [key, value(given)]))
}

/** A text with its values; whatever else it is, as it is. */
export function renderValue(value: WorkflowValue, { world, run }: Place): WorkflowValue {
  return typeof value === 'string' ? renderText(value, world, run) : workflowValueOf(value)
}

function cut(text: string): string {
  return text.slice(0, mostOfField).toWellFormed()
}
