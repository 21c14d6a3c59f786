import { type ExportedWorkflow, postWorkflow, type WorkflowTemplate } from '@fairlead/sdk'
import { Alert, Anchor, Modal, ScrollArea, SimpleGrid, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { client } from '../../../api.ts'
import { describeError } from '../../../describe-error.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { DialogActions } from '../../../ui/form/dialog-actions.tsx'
import { notifyDone } from '../../../ui/notify.ts'
import { useLocale } from '../../inbox/use-locale.ts'
import { chooseFile } from '../file/choose-file.ts'
import { type FileTrouble, readFile } from '../file/read-file.ts'
import { Trouble } from '../file/trouble.tsx'
import { templatesQuery } from '../queries.ts'
import classes from './new-workflow-dialog.module.css'
import { type Answers, TemplateQuestions } from './template-questions.tsx'

const groups = ['routing', 'waiting', 'questions', 'follow_up', 'by_hand'] as const

/** From scratch, or from something that others need, too. */
export function NewWorkflowDialog({ onClose }: Readonly<{ onClose: () => void }>) {
  const { t } = useTranslation(['workflows', 'common'])
  const isPhone = useMediaQuery('(max-width: 48em)')
  const templates = useQuery(templatesQuery(useLocale()))
  /** Null: from scratch. */
  const [chosen, setChosen] = useState<WorkflowTemplate | 'scratch' | null>(null)

  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      fullScreen={isPhone}
      title={chosen === null || chosen === 'scratch' ? t('new.title') : chosen.name}
      scrollAreaComponent={ScrollArea.Autosize}
    >
      {chosen !== null ? (
        <Making template={chosen === 'scratch' ? null : chosen} onBack={() => setChosen(null)} />
      ) : (
        <Stack>
          <Choice name={t('new.scratch')} text={t('new.scratchText')} onClick={() => setChosen('scratch')} />
          <FromFile onMade={onClose} />
          {groups.map((group) => {
            const own = templates.data?.data.filter((template) => template.group === group) ?? []
            return (
              own.length > 0 && (
                <section key={group} aria-label={t(`group.${group}`)}>
                  <Text component="h3" fz={13} fw={600} c="dimmed" mt="xs" mb={6}>
                    {t(`group.${group}`)}
                  </Text>
                  <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
                    {own.map((template) => (
                      <Choice
                        key={template.key}
                        name={template.name}
                        text={template.description}
                        onClick={() => setChosen(template)}
                      />
                    ))}
                  </SimpleGrid>
                </section>
              )
            )
          })}
        </Stack>
      )}
    </Modal>
  )
}

function Choice({ name, text, onClick }: Readonly<{ name: string; text: string; onClick: () => void }>) {
  return (
    <UnstyledButton className={classes.choice} onClick={onClick}>
      <Text fw={500}>{name}</Text>
      <Text fz={13} c="dimmed">
        {text}
      </Text>
    </UnstyledButton>
  )
}

/** One is gone to; of several the list tells. */
function FromFile({ onMade }: Readonly<{ onMade: () => void }>) {
  const { t } = useTranslation('workflows')
  const navigate = useNavigate()
  const cache = useQueryClient()
  const [trouble, setTrouble] = useState<FileTrouble | null>(null)

  async function choose() {
    const file = await chooseFile()
    if (file === null) return
    setTrouble(null)
    const reading = await readFile(file)
    if (reading.kind === 'unread') return setTrouble(reading.trouble)
    try {
      const ids = await makeAll(reading.workflows)
      const [only, ...others] = ids
      if (only !== undefined && others.length === 0) {
        return await navigate({ to: '/workflows/$workflowId', params: { workflowId: only } })
      }
      notifyDone(t('file.made', { count: ids.length }))
      onMade()
    } catch (error) {
      setTrouble({ kind: 'refused', fileName: file.name, reason: describeError(error) })
    } finally {
      await cache.invalidateQueries({ queryKey: ['workflows'] })
    }
  }

  return (
    <>
      <Choice name={t('new.file')} text={t('new.fileText')} onClick={choose} />
      {trouble !== null && (
        <Alert color="red" role="alert" title={t('file.unread', { file: trouble.fileName })}>
          <Trouble trouble={trouble} />
        </Alert>
      )}
    </>
  )
}

// One after the other, since they are kept in the order in which they are made.
async function makeAll(workflows: readonly ExportedWorkflow[]): Promise<string[]> {
  const ids: string[] = []
  for (const { name, description, definition: draft } of workflows) {
    ids.push((await client.call(postWorkflow, { body: { name, description, draft } })).id)
  }
  return ids
}

function Making({ template, onBack }: Readonly<{ template: WorkflowTemplate | null; onBack: () => void }>) {
  const { t } = useTranslation(['workflows', 'common'])
  const navigate = useNavigate()
  const cache = useQueryClient()
  const [name, setName] = useState(template?.name ?? '')
  const [answers, setAnswers] = useState<Answers>({})
  const [isChecked, setChecked] = useState(false)
  const [isSaving, setSaving] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const missing = template?.asks.some(({ key, isRequired }) => isRequired && isEmpty(answers[key])) ?? false

  async function submit(event: FormEvent) {
    event.preventDefault()
    setChecked(true)
    if (name.trim() === '' || missing) return
    setSaving(true)
    setFailure(null)
    try {
      const from = template === null ? {} : { template: template.key, answers, description: template.description }
      const made = await client.call(postWorkflow, { body: { name: name.trim(), ...from } })
      await cache.invalidateQueries({ queryKey: ['workflows'] })
      await navigate({ to: '/workflows/$workflowId', params: { workflowId: made.id } })
    } catch (error) {
      setFailure(describeError(error))
      setSaving(false)
    }
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Anchor component="button" type="button" onClick={onBack} style={{ alignSelf: 'flex-start' }}>
          {t('new.back')}
        </Anchor>
        {template !== null && <Text c="dimmed">{template.description}</Text>}
        <TextInput
          label={t('new.name')}
          placeholder={t('new.namePlaceholder')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={120}
          error={isChecked && name.trim() === '' ? t('common:validation.required') : null}
          data-autofocus
        />
        {template !== null && (
          <TemplateQuestions asks={template.asks} answers={answers} onChange={setAnswers} isChecked={isChecked} />
        )}
        {failure !== null && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        <DialogActions submit={t('new.make')} isSubmitting={isSaving} onCancel={onBack} />
      </Stack>
    </form>
  )
}

function isEmpty(answer: Answers[string] | undefined): boolean {
  return answer === undefined || answer === '' || (Array.isArray(answer) && answer.length === 0)
}
