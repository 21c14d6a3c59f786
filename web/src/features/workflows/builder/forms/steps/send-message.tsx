import { useState } from 'react'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { useChannels } from '../../../../conversations/use-names.ts'
import { ChoicesEditor } from '../fields/choices-editor.tsx'
import { FilesField } from '../fields/files-field.tsx'
import { Languages } from '../fields/languages.tsx'
import { LocalTextField } from '../fields/local-text-field.tsx'
import { localesOf } from '../fields/local-texts.ts'
import { OnePick } from '../fields/picks.tsx'
import { TemplateField } from '../fields/template-field.tsx'
import { useErrorOf } from '../form-context.tsx'
import type { StepEdit } from './edit.ts'

export function SendMessageFields({ step, set }: StepEdit<'send_message'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  const { text, attachmentIds } = step
  const [chosen, setChosen] = useState(text.defaultLocale)
  const locale = localesOf(text).includes(chosen) ? chosen : text.defaultLocale
  const channels = [
    { id: 'this', name: t('send_message.channelThis') },
    { id: 'last', name: t('send_message.channelLast') },
    ...useChannels().values(),
  ]

  return (
    <>
      <Languages step={step} locale={locale} onChoose={setChosen} onChange={(changed) => set(changed)} />
      <LocalTextField
        label={t('fields.message')}
        path="text"
        locale={locale}
        value={text}
        onChange={(changed) => set({ text: changed })}
      />
      <FilesField
        stepId={step.id}
        label={t('files.label')}
        value={attachmentIds}
        onAdd={(id) => set({ attachmentIds: [...attachmentIds, id] })}
        onRemove={(id) => set({ attachmentIds: attachmentIds.filter((one) => one !== id) })}
      />
      <ChoicesEditor
        label={t('send_message.choices')}
        description={t('send_message.choicesHint')}
        choices={step.choices}
        locale={locale}
        defaultLocale={text.defaultLocale}
        onChange={(choices) => set({ choices })}
      />
      <OnePick
        label={t('send_message.channel')}
        items={channels}
        value={step.channel}
        onChange={(channel) => set({ channel: channel ?? 'this' })}
        error={errorOf('channel')}
      />
      <TemplateField value={step.template} onChange={(template) => set({ template })} />
    </>
  )
}
