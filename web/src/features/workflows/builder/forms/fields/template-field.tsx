import { isTemplateApproved, type StepOf, type Template } from '@fairlead/sdk'
import { Input, Switch, Text } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { templatesQuery } from '../../../../channels/queries.ts'
import { keyOfTemplate, TemplateSelect } from '../../../../composer/template-select.tsx'
import { emptyValues } from '../../../../composer/template-text.ts'
import { useChannels } from '../../../../conversations/use-names.ts'
import { useErrorOf } from '../form-context.tsx'
import classes from '../forms.module.css'
import { LiquidField } from './liquid-field.tsx'

type Use = NonNullable<StepOf<'send_message'>['template']>
type Props = Readonly<{ value: Use | null; onChange(template: Use | null): void }>

/** What is sent on WhatsApp where the contact has not written for so long that only a template may be. */
export function TemplateField({ value, onChange }: Props) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  const [isWanted, setWanted] = useState(value !== null)
  const channels = [...useChannels().values()].filter(({ type }) => type === 'whatsapp')
  const lists = useQueries({ queries: channels.map(({ id }) => templatesQuery(id)) })
  const templates = once(lists.flatMap(({ data }) => data?.data ?? []).filter(isTemplateApproved))
  const template = templates.find(({ name, language }) => name === value?.name && language === value.language)
  if (channels.length === 0 && value === null) return null

  function choose(key: string | null) {
    const chosen = templates.find((one) => keyOfTemplate(one) === key)
    if (chosen === undefined) return
    const { header, body, buttons } = emptyValues(chosen)
    const { name, language } = chosen
    onChange({ name, language, header: { ...header }, body: { ...body }, buttons: buttons.map((one) => ({ ...one })) })
  }

  return (
    <div>
      <Switch
        label={t('template.on')}
        description={t('template.hint')}
        checked={isWanted}
        onChange={({ currentTarget: { checked } }) => {
          setWanted(checked)
          if (!checked) onChange(null)
        }}
        error={isWanted ? undefined : errorOf('template')}
      />
      {isWanted && (
        <div className={classes.revealed}>
          {lists.every(({ isSuccess }) => isSuccess) && templates.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('template.none')}
            </Text>
          ) : (
            <TemplateSelect
              templates={templates}
              chosen={template === undefined ? null : keyOfTemplate(template)}
              onChoose={choose}
            />
          )}
          {errorOf('template') !== undefined && <Input.Error role="alert">{errorOf('template')}</Input.Error>}
          {value !== null && template !== undefined && <Values template={template} value={value} onChange={onChange} />}
        </div>
      )}
    </div>
  )
}

type ValuesProps = Readonly<{ template: Template; value: Use; onChange(template: Use): void }>

function Values({ template, value, onChange }: ValuesProps) {
  const { t } = useTranslation('inbox')
  return (
    <div className={classes.group}>
      <p className={classes.preview}>{template.body.text}</p>
      {(['header', 'body'] as const).flatMap((part) =>
        Object.entries(value[part]).map(([name, text]) => (
          <LiquidField
            key={`${part} ${name}`}
            label={t(`templates.${part}`, { name })}
            maxLength={1024}
            value={text}
            onChange={(next) => onChange({ ...value, [part]: { ...value[part], [name]: next } })}
          />
        )),
      )}
      {value.buttons.flatMap((button, index) =>
        Object.entries(button).map(([name, text]) => (
          <LiquidField
            // biome-ignore lint/suspicious/noArrayIndexKey: a template's buttons are told apart by their place only
            key={`button ${index} ${name}`}
            label={t('templates.button', { button: template.buttons[index]?.text ?? '', name })}
            maxLength={1024}
            value={text}
            onChange={(next) => onChange({ ...value, buttons: value.buttons.with(index, { ...button, [name]: next }) })}
          />
        )),
      )}
    </div>
  )
}

// Numbers of one business share their templates.
function once(templates: readonly Template[]): Template[] {
  return [...new Map(templates.map((template) => [keyOfTemplate(template), template])).values()]
}
