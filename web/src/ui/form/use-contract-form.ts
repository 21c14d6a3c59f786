import { ApiError } from '@fairlead/sdk'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { useEffect, useRef, useState } from 'react'
import { session } from '../../api.ts'
import { describeError } from '../../describe-error.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { complaintsOf, type Schema, sortProblem } from './field-errors.ts'
import type { ValidationText } from './validation-text.ts'

type Options<Values> = Readonly<{
  /** When these change, by a colleague's edit for example, an untouched form follows. */
  initialValues: Values
  schema: Schema
  /** Better words than "cannot be used" for a field with a format of its own; list positions are left out of the path. */
  formats?: Readonly<Record<string, string>>
  /** Codes of problems that are about one field: `{ team_name_taken: 'name' }`. */
  fieldOfCode?: Readonly<Record<string, string>>
  /** The form says itself what becomes of an edit when somebody else saves meanwhile. */
  mergesItself?: boolean
  /** Throws what the API answered; then everything typed stays. */
  save(values: Values): Promise<unknown>
}>

/** What `save` throws when it knows itself which field is refused, and why. */
export class Refusal extends Error {
  readonly path: string

  constructor(path: string, message: string) {
    super(message)
    this.path = path
  }
}

export type ContractForm<Values> = Readonly<{
  form: UseFormReturnType<Values>
  /** What went wrong with the last attempt, when it concerns no single field. */
  failure: string | null
  /** Somebody else saved something while this was being edited. */
  isOutdated: boolean
  /** Gives the edit up for what is saved. */
  discard: () => void
  submit: (event?: React.SyntheticEvent<HTMLFormElement>) => void
}>

/** A form that is checked by the contract before it is sent, and shows the server's complaints at their fields. */
export function useContractForm<Values extends Record<string, unknown>>(
  options: Options<Values>,
): ContractForm<Values> {
  const { t } = useTranslation()
  const [failure, setFailure] = useState<string | null>(null)
  const [isOutdated, setOutdated] = useState(false)

  const form = useForm<Values>({
    initialValues: options.initialValues,
    validate: (values) => {
      const complaints = [...complaintsOf(options.schema, values)]
      return Object.fromEntries(complaints.map(([path, complaint]) => [path, wordsOf(path, complaint)]))
    },
  })

  const known = useRef(JSON.stringify(options.initialValues))
  useEffect(() => {
    const current = JSON.stringify(options.initialValues)
    if (current === known.current) return
    known.current = current
    const isDirty = form.isDirty()
    // What this form is just saving may be heard of before it is answered.
    if (isDirty && !form.submitting && options.mergesItself !== true) setOutdated(true)
    form.setInitialValues(options.initialValues)
    if (!isDirty) {
      form.setValues(options.initialValues)
      form.resetDirty(options.initialValues)
    }
  })

  // That one was logged out is no longer true then.
  useEffect(() => {
    const forget = () => setFailure(null)
    session.addEventListener('resumed', forget)
    return () => session.removeEventListener('resumed', forget)
  }, [])

  const submit = form.onSubmit(async (values) => {
    setFailure(null)
    try {
      await options.save(values)
      form.resetDirty(values)
      setOutdated(false)
    } catch (error) {
      showFailure(error, values)
    }
  }, focusFirstError)

  function wordsOf(path: string, complaint: ValidationText): string {
    const format = options.formats?.[path.replace(/\.\d+/g, '')]
    if (complaint.key === 'invalid' && format !== undefined) return format
    return 'count' in complaint
      ? t(`validation.${complaint.key}`, { count: complaint.count })
      : t(`validation.${complaint.key}`)
  }

  function showFailure(error: unknown, values: Values) {
    if (error instanceof Refusal) {
      form.setErrors({ [error.path]: error.message })
      return
    }
    const problem = error instanceof ApiError ? error.problem : null
    if (problem?.errors && problem.errors.length > 0) {
      const { fields, others } = sortProblem(problem, (path) => hasPath(values, path))
      form.setErrors(fields)
      setFailure(others.length > 0 ? others.join('\n') : null)
      return
    }
    const field = problem && options.fieldOfCode?.[problem.code]
    if (field) form.setErrors({ [field]: describeError(error) })
    else setFailure(describeError(error))
  }

  function discard() {
    form.setValues(options.initialValues)
    form.resetDirty(options.initialValues)
    form.clearErrors()
    setOutdated(false)
  }

  return { form, failure, isOutdated, discard, submit }
}

function hasPath(values: unknown, path: string): boolean {
  let value = values
  for (const part of path.split('.')) {
    if (typeof value !== 'object' || value === null || !(part in value)) return false
    value = Reflect.get(value, part)
  }
  return true
}

// After the messages have been rendered: the fields then carry `aria-invalid`.
function focusFirstError(_errors: unknown, _values: unknown, event: React.SyntheticEvent<HTMLFormElement> | undefined) {
  const element = event?.currentTarget
  setTimeout(() => element?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
}
