import type { Attachment, Conversation, Template } from '@fairlead/sdk'
import { Alert, Button, Loader, Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { describeError } from '../../describe-error.ts'
import { templatesQuery } from '../channels/queries.ts'
import classes from './composer.module.css'
import type { TemplateUse } from './outbox.ts'
import { TemplateForm } from './template-form.tsx'
import { approvalOf, emptyValues } from './template-text.ts'
import { useTemplateDraft } from './use-template-draft.ts'

type Props = Readonly<{
  conversation: Conversation
  onSend(template: TemplateUse, text: string, attachments: readonly Attachment[]): void
}>

/** What can still be sent when the time for free replies is over: an approved template. */
export function TemplateComposer({ conversation, onSend }: Props) {
  const { t } = useTranslation(['inbox', 'common', 'channels'])
  const { draft, change, forget } = useTemplateDraft(conversation.id)
  const { data, error, isPending, refetch } = useQuery(templatesQuery(conversation.channelId))
  const templates = data?.data ?? []
  const template = templates.find((candidate) => keyOf(candidate) === draft.chosen)
  const channel = t(`common:channelTypes.${conversation.channelType}`)

  // What cannot be sent yet is shown as well, or people look for it in vain.
  function optionOf(item: Template) {
    const approval = approvalOf(item.status)
    const isReady = approval === 'approved'
    const state = approval === null ? item.status.toLowerCase() : t(`channels:whatsapp.templateStates.${approval}`)
    const label = `${item.name} (${item.language})`
    return { value: keyOf(item), label: isReady ? label : `${label} – ${state}`, disabled: !isReady }
  }
  const options = templates.map(optionOf).sort((a, b) => Number(a.disabled) - Number(b.disabled))

  return (
    <Stack gap="sm" className={classes.templates}>
      <Text size="sm">{t('composer.windowClosed', { channel })}</Text>
      {error ? (
        <Alert color="red" variant="light" title={t('templates.failed')}>
          {describeError(error)}
          <Button mt="xs" size="xs" variant="default" onClick={() => refetch()}>
            {t('common:tryAgain')}
          </Button>
        </Alert>
      ) : isPending ? (
        <Loader size="sm" type="dots" />
      ) : options.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('templates.empty')}
        </Text>
      ) : (
        <Select
          label={t('templates.label')}
          placeholder={t('templates.placeholder')}
          data={options}
          value={draft.chosen}
          onChange={(chosen) => change({ chosen })}
          nothingFoundMessage={t('templates.nothing')}
          searchable
        />
      )}
      {template && (
        <TemplateForm
          key={keyOf(template)}
          uploadKey={`${conversation.id} template`}
          template={template}
          values={draft.filled[keyOf(template)] ?? emptyValues(template)}
          onChange={(values) => change({ filled: { ...draft.filled, [keyOf(template)]: values } })}
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

function keyOf({ name, language }: Template): string {
  return `${name} ${language}`
}
