import { listTemplates, type Template } from '@fairlead/sdk'
import { Alert, Button, Loader, Select, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../../api.ts'
import { describeError } from '../../describe-error.ts'
import classes from './composer.module.css'
import type { TemplateUse } from './outbox.ts'
import { emptyValues, isFilled, previewOf, type TemplateValues } from './template-text.ts'

type Props = Readonly<{ channelId: string; onSend(template: TemplateUse, text: string): void }>

/** What can still be sent when the time for free replies is over: an approved template. */
export function TemplateComposer({ channelId, onSend }: Props) {
  const { t } = useTranslation(['inbox', 'common'])
  const [chosen, setChosen] = useState<string | null>(null)
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['templates', channelId],
    queryFn: async ({ signal }) => (await client.call(listTemplates, { params: { id: channelId }, signal })).data,
    // They change at the provider, where nobody tells us.
    staleTime: 60_000,
  })
  const approved = data?.filter(({ status }) => status.toUpperCase() === 'APPROVED') ?? []
  const template = approved.find((candidate) => keyOf(candidate) === chosen)

  return (
    <Stack gap="sm" className={classes.templates}>
      <Text size="sm">{t('composer.windowClosed')}</Text>
      {error ? (
        <Alert color="red" variant="light" title={t('templates.failed')}>
          {describeError(error)}
          <Button mt="xs" size="xs" variant="default" onClick={() => refetch()}>
            {t('common:tryAgain')}
          </Button>
        </Alert>
      ) : isPending ? (
        <Loader size="sm" type="dots" />
      ) : approved.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('templates.empty')}
        </Text>
      ) : (
        <Select
          label={t('templates.label')}
          placeholder={t('templates.placeholder')}
          data={approved.map((item) => ({ value: keyOf(item), label: `${item.name} (${item.language})` }))}
          value={chosen}
          onChange={setChosen}
          nothingFoundMessage={t('templates.nothing')}
          searchable
        />
      )}
      {template && (
        <TemplateForm
          key={keyOf(template)}
          template={template}
          onSend={(...sent) => {
            setChosen(null)
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

type FormProps = Readonly<{ template: Template; onSend: Props['onSend'] }>

function TemplateForm({ template, onSend }: FormProps) {
  const { t } = useTranslation('inbox')
  const [values, setValues] = useState<TemplateValues>(() => emptyValues(template))
  const needsFile = template.header !== null && template.header.format.toUpperCase() !== 'TEXT'
  const preview = previewOf(template, values)

  function submit(event: FormEvent) {
    event.preventDefault()
    const { name, language } = template
    const buttons = values.buttons.map((button) => ({ ...button }))
    onSend({ name, language, header: { ...values.header }, body: { ...values.body }, buttons }, preview)
  }

  if (needsFile) return <Text size="sm">{t('templates.unsupported')}</Text>
  return (
    <form onSubmit={submit} className={classes.templateForm}>
      <Stack gap="xs">
        {Object.entries(values.header).map(([name, value]) => (
          <TextInput
            key={`header ${name}`}
            label={t('templates.header', { name })}
            value={value}
            onChange={({ currentTarget }) =>
              setValues((before) => ({ ...before, header: { ...before.header, [name]: currentTarget.value } }))
            }
          />
        ))}
        {Object.entries(values.body).map(([name, value]) => (
          <TextInput
            key={`body ${name}`}
            label={t('templates.body', { name })}
            value={value}
            onChange={({ currentTarget }) =>
              setValues((before) => ({ ...before, body: { ...before.body, [name]: currentTarget.value } }))
            }
          />
        ))}
        {values.buttons.flatMap((button, index) =>
          Object.entries(button).map(([name, value]) => (
            <TextInput
              // biome-ignore lint/suspicious/noArrayIndexKey: a template's buttons are told apart by their place only
              key={`button ${index} ${name}`}
              label={t('templates.button', { button: template.buttons[index]?.text ?? '', name })}
              value={value}
              onChange={({ currentTarget }) =>
                setValues((before) => ({
                  ...before,
                  buttons: before.buttons.with(index, { ...before.buttons[index], [name]: currentTarget.value }),
                }))
              }
            />
          )),
        )}
      </Stack>
      <div className={classes.preview}>
        <Text size="xs" c="dimmed">
          {t('templates.preview')}
        </Text>
        <p className={classes.previewText}>{preview}</p>
      </div>
      <Button type="submit" disabled={!isFilled(values)} className={classes.sendTemplate}>
        {t('templates.send')}
      </Button>
    </form>
  )
}
