/** Asking another system, and reading what it answers. */
import type { StepOf, WorkflowValue } from '@fairlead/sdk'
import { effectId, fail, leave, note, type Place, perform, type Taken } from './move.ts'
import { inOneLine, workflowValueOf } from './outside.ts'
import { valueAt } from './paths.ts'
import type { EffectResult } from './run-event.ts'
import { renderText } from './text.ts'

type Request = StepOf<'http_request'>

export function request({ step, run, world }: Place<Request>): Taken {
  const render = (text: string) => renderText(text, world, run, { secrets: true })
  const { method, timeoutSeconds, retries } = step
  const url = renderText(step.url, world, run, { secrets: true, as: isWhole(step.url) ? 'people' : 'address' })
  const headers = step.headers.map(({ name, value }) => ({ name, value: inOneLine(render(value)) }))
  const body = renderBody(step.body, { run, world })
  const noted = note(run, { input: { method, url, headers, body } })
  return perform(
    noted,
    { do: 'request', id: effectId(run, 'request'), method, url, headers, body, timeoutSeconds, retries },
    null,
  )
}

// An address that is a value from its beginning is whatever that says.
function isWhole(url: string): boolean {
  return /^\s*\{\{(?!-?\s*secret\.)/.test(url)
}

/** What is told to another system. @throws {TextFailure} */
export function renderBody(body: string, { run, world }: Pick<Place, 'run' | 'world'>): string {
  return renderText(body, world, run, { secrets: true, as: /^\s*(?:\{(?![{%])|\[)/.test(body) ? 'json' : 'people' })
}

export function hearOfRequest({ step, run }: Place<Request>, result: EffectResult): Taken {
  if (result.do !== 'request') return fail(run, step, { code: 'no_answer', message: 'There was no answer.' })

  const { status, body } = result
  const answered = note(run, { output: { status, body: workflowValueOf(body.slice(0, mostOnRecord)) } })
  const withStatus = { ...answered, variables: { ...run.variables, http_status: status } }
  if (status >= 400) return fail(withStatus, step, { code: 'http_status', message: `The answer was ${status}.` })

  const learned = valuesIn(body, step)
  if (learned === null) return fail(withStatus, step, { code: 'bad_body', message: 'The answer is no JSON.' })
  const after = { ...withStatus, variables: { ...withStatus.variables, ...learned } }
  return leave(after, step, 'next', { output: { values: learned } })
}

const mostOnRecord = 2000

// An answer that nothing is wanted from may be anything.
function valuesIn(body: string, { mapping }: Request): Record<string, WorkflowValue> | null {
  if (mapping.length === 0) return {}
  try {
    const json: unknown = JSON.parse(body)
    return Object.fromEntries(mapping.map(({ path, variable }) => [variable, workflowValueOf(valueAt(json, path))]))
  } catch {
    return null
  }
}
