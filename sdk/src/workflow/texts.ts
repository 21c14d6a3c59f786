import type { WorkflowStep } from '../contract/workflow/step.ts'
import type { LocalText } from '../contract/workflow/value.ts'

/** A text of a step that is rendered when it is taken. `path`: within the step. */
export type StepText = Readonly<{
  path: string
  text: string
  /** Who reads it: only what other systems are told may hold secrets. */
  for: 'people' | 'system'
}>

/** Everything in a step that is written in Liquid. */
export function textsOf(step: WorkflowStep): readonly StepText[] {
  switch (step.type) {
    case 'send_message':
      return [...ofLocal('text', step.text), ...ofChoices(step.choices), ...ofTemplate(step.template)]
    case 'ask_question':
      return [
        ...ofLocal('text', step.text),
        ...ofChoices(step.choices),
        ...(step.invalidText ? ofLocal('invalidText', step.invalidText) : []),
      ]
    case 'edit_contact':
    case 'edit_conversation':
      return Object.entries(step.fields).flatMap(([key, value]) =>
        typeof value === 'string' ? of('people', { [`fields.${key}`]: value }) : [],
      )
    case 'set_variable':
      return typeof step.value === 'string' ? of('people', { value: step.value }) : []
    case 'close':
      return of('people', { summary: step.summary })
    case 'note':
    case 'notify':
      return of('people', { text: step.text })
    case 'email':
      return of('people', { to: step.to, subject: step.subject, text: step.text })
    case 'http_request': {
      const headers = step.headers.map(({ value }, index) => [`headers.${index}.value`, value])
      return of('system', { url: step.url, ...Object.fromEntries(headers), body: step.body })
    }
    case 'webhook':
      return of('system', { body: step.body })
    case 'branch':
    case 'hours':
    case 'wait':
    case 'assign':
    case 'open':
    case 'snooze':
    case 'jump':
    case 'run_workflow':
    case 'split':
    case 'stop':
      return []
    default:
      return step satisfies never
  }
}

/**
 * The variables that a text reads: `{{ variable.order_number }}`, also within tags.
 *
 * @example variablesIn('Order {{ variable.order_number | upcase }}') // ['order_number']
 */
export function variablesIn(text: string): readonly string[] {
  // Cut at its braces rather than matched by one pattern, which takes for ever of a text of nothing but braces.
  const expressions = text.split(/\{\{|\{%/).slice(1)
  const names = expressions.flatMap((rest) =>
    [...(rest.split(/\}\}|%\}/, 1)[0] ?? '').matchAll(reading)].map(([, name, quoted]) => name ?? quoted ?? ''),
  )
  return [...new Set(names)]
}

const reading = /\bvariable(?:\.([a-z][a-z0-9_]*)|\[['"]([a-z][a-z0-9_]*)['"]\])/g

function of(reader: StepText['for'], texts: Readonly<Record<string, string>>): StepText[] {
  return Object.entries(texts).map(([path, text]) => ({ path, text, for: reader }))
}

function ofLocal(path: string, { texts }: LocalText): StepText[] {
  return Object.entries(texts).map(([locale, text]) => ({ path: `${path}.texts.${locale}`, text, for: 'people' }))
}

function ofChoices(choices: readonly Readonly<{ title: LocalText }>[]): StepText[] {
  return choices.flatMap(({ title }, index) => ofLocal(`choices.${index}.title`, title))
}

type Template = Extract<WorkflowStep, { type: 'send_message' }>['template']

function ofTemplate(template: Template): StepText[] {
  if (template === null) return []
  const parts = { header: template.header, body: template.body }
  const groups = [
    ...Object.entries(parts),
    ...template.buttons.map((values, index) => [`buttons.${index}`, values] as const),
  ]
  return groups.flatMap(([group, values]) =>
    Object.entries(values).map(([key, text]) => ({ path: `template.${group}.${key}`, text, for: 'people' as const })),
  )
}
