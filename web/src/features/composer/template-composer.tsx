import { type Attachment, type Conversation, isTemplateApproved, type Template } from '@fairlead/sdk'
import { Alert, Button, Loader, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { describeError } from '../../describe-error.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { templatesQuery } from '../channels/queries.ts'
import { useTemplateState } from '../channels/template-state.ts'
import classes from './composer.module.css'
import type { TemplateUse } from './outgoing-item.ts'
import { TemplateForm } from './template-form.tsx'
import { keyOfTemplate, TemplateSelect } from './template-select.tsx'
import { emptyValues } from './template-text.ts'
import { useTemplateDraft } from './use-template-draft.ts'

type Props = Readonly<{
  conversation: Conversation
  onSend(template: TemplateUse, text: string, attachments: readonly Attachment[]): void
}>

/** What can still be sent when the time for free replies is over: an approved template. */
export function TemplateComposer({ conversation, onSend }: Props) {
  const { t } = useTranslation(['inbox', 'common'])
  const stateOf = useTemplateState()
  const { draft, change, forget } = useTemplateDraft(conversation.id)
  const { data, error, refetch } = useQuery(templatesQuery(conversation.channelId))
  const all = data?.data ?? []
  const approved = all.filter(isTemplateApproved)
  const chosen = all.find((candidate) => keyOfTemplate(candidate) === draft.chosen)
  const template = chosen && isTemplateApproved(chosen) ? chosen : null
  const channel = t(`common:channelTypes.${conversation.channelType}`)

  return (
    <Stack gap="sm" className={classes.templates}>
      <Text size="sm">{t('composer.windowClosed', { channel })}</Text>
      {chosen && !template && (
        <Alert color="orange" variant="light" role="alert">
          {t('templates.lost', { name: chosen.name, state: stateOf(chosen.status).text.toLowerCase() })}
        </Alert>
      )}
      {error ? (
        <Alert color="red" variant="light" title={t('templates.failed')}>
          {describeError(error)}
          <Button mt="xs" size="xs" variant="default" onClick={() => refetch()}>
            {t('common:tryAgain')}
          </Button>
        </Alert>
      ) : !data ? (
        <Loader size="sm" type="dots" />
      ) : approved.length === 0 ? (
        <Text size="sm" c="dimmed">
          {all.length > 0 ? t('templates.noneApproved') : t(data.syncedAt ? 'templates.empty' : 'templates.notYet')}
        </Text>
      ) : (
        <div>
          <TemplateSelect
            templates={approved}
            chosen={template && draft.chosen}
            onChoose={(chosen) => change({ chosen })}
          />
          <Others templates={all} />
        </div>
      )}
      {template && (
        <TemplateForm
          key={keyOfTemplate(template)}
          uploadKey={`${conversation.id} template`}
          template={template}
          values={draft.filled[keyOfTemplate(template)] ?? emptyValues(template)}
          onChange={(values) => change({ filled: { ...draft.filled, [keyOfTemplate(template)]: values } })}
          file={draft.file}
          onFile={(file) => change({ file })}
          onSend={(...sent) => {
            forget()
            onSend(...sent)
          }}
        />
      )}
    </Stack>
  )
}

// Whoever looks in vain for one reads that there is more.
function Others({ templates }: { templates: readonly Template[] }) {
  const { t } = useTranslation('inbox')
  const count = templates.filter((template) => !isTemplateApproved(template)).length
  if (count === 0) return null
  return (
    <Text size="xs" c="dimmed" mt={4}>
      {t('templates.others', { count })}
    </Text>
  )
}
