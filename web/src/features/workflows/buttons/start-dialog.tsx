import type { WorkflowValue } from '@fairlead/sdk'
import { Alert, Checkbox, Modal, NumberInput, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { describeError } from '../../../describe-error.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { DialogActions } from '../../../ui/form/dialog-actions.tsx'
import type { WorkflowButton } from './queries.ts'
import { askStart, type StartQuestion } from './start-question.ts'
import { type FormAnswers, useStart } from './use-start.ts'

type Field = WorkflowButton['form'][number]

/** What a workflow wants to know of whoever starts it. */
export function StartDialog({ question: { button, conversationId } }: Readonly<{ question: StartQuestion }>) {
  const { t } = useTranslation(['workflows', 'common'])
  const start = useStart(conversationId)
  const [answers, setAnswers] = useState<FormAnswers>({})
  const [isChecked, setChecked] = useState(false)
  const [isStarting, setStarting] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const close = () => askStart(null)

  async function submit(event: FormEvent) {
    event.preventDefault()
    setChecked(true)
    if (button.form.some((field) => isMissing(field, answers[field.name]))) return
    setStarting(true)
    try {
      await start(button, answers)
      close()
    } catch (error) {
      setFailure(describeError(error))
      setStarting(false)
    }
  }

  return (
    <Modal opened onClose={close} title={button.label} closeButtonProps={{ 'aria-label': t('common:cancel') }}>
      <form onSubmit={submit} noValidate>
        <Stack>
          {button.form.map((field) => (
            <FormField
              key={field.name}
              field={field}
              answer={answers[field.name]}
              error={isChecked && isMissing(field, answers[field.name]) ? t('common:validation.required') : null}
              onChange={(answer) => setAnswers({ ...answers, [field.name]: answer })}
            />
          ))}
          {failure !== null && (
            <Alert color="red" role="alert">
              {failure}
            </Alert>
          )}
          <DialogActions submit={t('start.go')} isSubmitting={isStarting} onCancel={close} />
        </Stack>
      </form>
    </Modal>
  )
}

type FormFieldProps = Readonly<{
  field: Field
  answer: WorkflowValue | undefined
  error: string | null
  onChange: (answer: WorkflowValue) => void
}>

function FormField({ field, answer, error, onChange }: FormFieldProps) {
  const shared = { label: field.label, withAsterisk: field.isRequired, error }
  const text = typeof answer === 'string' ? answer : ''
  switch (field.kind) {
    case 'choice':
      return (
        <Select
          {...shared}
          data={field.choices}
          value={text === '' ? null : text}
          onChange={(value) => onChange(value ?? '')}
        />
      )
    case 'flag':
      return (
        <Checkbox
          label={field.label}
          checked={answer === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      )
    case 'number':
      return (
        <NumberInput
          {...shared}
          value={typeof answer === 'number' ? answer : ''}
          onChange={(value) => onChange(typeof value === 'number' ? value : null)}
        />
      )
    case 'long_text':
      return (
        <Textarea
          {...shared}
          autosize
          minRows={3}
          maxLength={10_000}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    default:
      return (
        <TextInput
          {...shared}
          type={field.kind === 'date' ? 'date' : 'text'}
          maxLength={2000}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
  }
}

function isMissing(field: Field, answer: WorkflowValue | undefined): boolean {
  return field.isRequired && (answer === undefined || answer === null || answer === '')
}
