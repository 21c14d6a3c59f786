import { type Attachment, renderTemplate, type Template } from '@fairlead/sdk'
import { Button, FileButton, Stack, Text, TextInput } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import type { FormEvent } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { AttachmentChips } from './attachment-chips.tsx'
import classes from './composer.module.css'
import type { TemplateUse } from './outgoing-item.ts'
import { fileOf, isFilled, type TemplateValues } from './template-text.ts'
import { useUploads } from './use-uploads.ts'

type Props = Readonly<{
  uploadKey: string
  template: Template
  values: TemplateValues
  onChange(values: TemplateValues): void
  file: Attachment | null
  onFile(file: Attachment | null): void
  onSend(template: TemplateUse, text: string, attachments: readonly Attachment[]): void
}>

const accepted = { image: 'image/jpeg,image/png', video: 'video/mp4,video/3gpp', document: '' }

/** The places of a template, the file in its header, and what the customer will read. */
export function TemplateForm({ uploadKey, template, values, onChange, file, onFile, onSend }: Props) {
  const { t } = useTranslation('inbox')
  const { uploads, add } = useUploads(uploadKey, onFile)
  const needed = fileOf(template)
  const isReady = isFilled(values) && (needed === null || (file !== null && uploads.length === 0))
  const preview = renderTemplate(template, values)

  function submit(event: FormEvent) {
    event.preventDefault()
    if (!isReady) return
    const { name, language } = template
    const buttons = values.buttons.map((button) => ({ ...button }))
    const use = { name, language, header: { ...values.header }, body: { ...values.body }, buttons }
    onSend(use, preview, needed !== null && file !== null ? [file] : [])
  }

  return (
    <form onSubmit={submit} className={classes.templateForm}>
      <Stack gap="xs">
        {needed !== null && (
          <div>
            <FileButton onChange={(chosen) => chosen && add([chosen])} accept={accepted[needed]}>
              {(props) => (
                <Button {...props} size="xs" variant="default" leftSection={<IconPaperclip size={14} aria-hidden />}>
                  {t(file === null ? `templates.attach.${needed}` : 'templates.attachOther')}
                </Button>
              )}
            </FileButton>
            <AttachmentChips
              attachments={file === null ? [] : [file]}
              uploads={uploads}
              onRemove={() => onFile(null)}
            />
          </div>
        )}
        {Object.entries(values.header).map(([name, value]) => (
          <TextInput
            key={`header ${name}`}
            label={t('templates.header', { name })}
            value={value}
            onChange={({ currentTarget }) =>
              onChange({ ...values, header: { ...values.header, [name]: currentTarget.value } })
            }
          />
        ))}
        {Object.entries(values.body).map(([name, value]) => (
          <TextInput
            key={`body ${name}`}
            label={t('templates.body', { name })}
            value={value}
            onChange={({ currentTarget }) =>
              onChange({ ...values, body: { ...values.body, [name]: currentTarget.value } })
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
                onChange({ ...values, buttons: values.buttons.with(index, { ...button, [name]: currentTarget.value }) })
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
        {template.buttons.length > 0 && (
          <ul className={classes.previewButtons} aria-label={t('templates.buttons')}>
            {template.buttons.map(({ text }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a template's buttons are told apart by their place only
              <li key={index}>{text}</li>
            ))}
          </ul>
        )}
      </div>
      <Button type="submit" disabled={!isReady} className={classes.sendTemplate}>
        {t('templates.send')}
      </Button>
    </form>
  )
}
