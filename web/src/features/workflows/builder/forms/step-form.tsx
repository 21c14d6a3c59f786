import type { WorkflowDefinition, WorkflowProblem, WorkflowStep } from '@fairlead/sdk'
import { Alert, Text, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import { FormContext } from './form-context.tsx'
import { formTexts } from './form-texts.ts'
import classes from './forms.module.css'
import { withKnownExits } from './known-exits.ts'
import { problemText } from './problem-text.ts'
import { useStepWords } from './step-words.ts'
import { AskQuestionFields } from './steps/ask-question.tsx'
import { AssignFields } from './steps/assign.tsx'
import { BranchFields } from './steps/branch.tsx'
import { EditContactFields } from './steps/edit-contact.tsx'
import { EditConversationFields } from './steps/edit-conversation.tsx'
import { HoursFields } from './steps/hours.tsx'
import { HttpRequestFields } from './steps/http-request.tsx'
import { SendMessageFields } from './steps/send-message.tsx'
import { SetVariableFields } from './steps/set-variable.tsx'
import {
  CloseFields,
  EmailFields,
  JumpFields,
  NoteFields,
  NotifyFields,
  RunWorkflowFields,
  SnoozeFields,
  WebhookFields,
} from './steps/short-steps.tsx'
import { SplitFields } from './steps/split.tsx'
import { WaitFields } from './steps/wait.tsx'

type Props = Readonly<{
  workflowId: string
  definition: WorkflowDefinition
  step: WorkflowStep
  problems: readonly WorkflowProblem[]
  onChange(step: WorkflowStep): void
}>

/** Everything that can be said of a step. What is wrong stands at its field, and what concerns all of it above. */
export function StepForm({ workflowId, definition, step, problems, onChange }: Props) {
  const { t } = useTranslation(formTexts)
  const words = useStepWords()
  const own = problems.filter(({ stepId }) => stepId === step.id)

  return (
    <FormContext workflowId={workflowId} definition={definition} problems={own}>
      {/* Another step is another form: nothing half chosen goes over. */}
      <div key={step.id} className={classes.form}>
        <Text size="sm" c="dimmed">
          {t(`types.${step.type}.text`)}
        </Text>
        <General problems={own} />
        <TextInput
          label={t('step.name')}
          placeholder={words.name(step.type)}
          maxLength={80}
          value={step.name}
          onChange={(event) => onChange({ ...step, name: event.currentTarget.value })}
        />
        <Fields step={step} onChange={(changed) => onChange(withKnownExits(changed))} />
        <Textarea
          label={t('step.comment')}
          description={t('step.commentHint')}
          autosize
          minRows={1}
          maxRows={8}
          maxLength={1000}
          value={step.comment}
          onChange={(event) => onChange({ ...step, comment: event.currentTarget.value })}
        />
      </div>
    </FormContext>
  )
}

function Fields({ step, onChange }: Pick<Props, 'step' | 'onChange'>) {
  switch (step.type) {
    case 'send_message':
      return <SendMessageFields step={step} set={(change) => onChange({ ...step, ...change })} />
    case 'ask_question':
      return <AskQuestionFields step={step} set={(change) => onChange({ ...step, ...change })} />
    case 'branch':
      return <BranchFields step={step} set={(change) => onChange({ ...step, ...change })} />
    case 'hours':
      return <HoursFields step={step} set={(change) => onChange({ ...step, ...change })} />
    case 'wait':
      return <WaitFields step={step} set={(change) => onChange({ ...step, ...change })} />
    case 'assign':
      return <AssignFields step={step} set={(change) => onChange({ ...step, ...change })} />
    case 'edit_contact':
      return <EditContactFields step={step} set={(change) => onChange({ ...step, ...change })} />
    case 'edit_conversation':
      return <EditConversationFields step={step} set={(change) => onChange({ ...step, ...change })} />
    case 'set_variable':
      return <SetVariableFields step={step} set={(change) => onChange({ ...step, ...change })} />
    case 'snooze':
      return <SnoozeFields step={step} set={(change) => onChange({ ...step, ...change })} />
    case 'close':
      return <CloseFields step={step} set={(change) => onChange({ ...step, ...change })} />
    case 'note':
      return <NoteFields step={step} set={(change) => onChange({ ...step, ...change })} />
    case 'notify':
      return <NotifyFields step={step} set={(change) => onChange({ ...step, ...change })} />
    case 'http_request':
      return <HttpRequestFields step={step} set={(change) => onChange({ ...step, ...change })} />
    case 'jump':
      return <JumpFields step={step} set={(change) => onChange({ ...step, ...change })} />
    case 'run_workflow':
      return <RunWorkflowFields step={step} set={(change) => onChange({ ...step, ...change })} />
    case 'split':
      return <SplitFields step={step} set={(change) => onChange({ ...step, ...change })} />
    case 'webhook':
      return <WebhookFields step={step} set={(change) => onChange({ ...step, ...change })} />
    case 'email':
      return <EmailFields step={step} set={(change) => onChange({ ...step, ...change })} />
    case 'open':
    case 'stop':
      return null
    default:
      return step satisfies never
  }
}

/** What is wrong with the step as a whole, or with where it leads. */
function General({ problems }: Readonly<{ problems: readonly WorkflowProblem[] }>) {
  const { t } = useTranslation('steps')
  const general = problems.filter(({ path }) => path === '' || /^(id|exits)(\.|$)/.test(path))
  if (general.length === 0) return null
  const isError = general.some(({ level }) => level === 'error')
  return (
    <Alert color={isError ? 'red' : 'orange'} variant="light" p="xs" role="status">
      {[...new Set(general.map((problem) => problemText(problem, t)))].map((text) => (
        <div key={text}>{text}</div>
      ))}
    </Alert>
  )
}
