import type { StepOf } from '@fairlead/sdk'
import { Input, TextInput } from '@mantine/core'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { useErrorOf } from '../form-context.tsx'
import classes from '../forms.module.css'
import { AddByName } from './add-by-name.tsx'
import { idFrom } from './ids.ts'
import { textIn, withText } from './local-texts.ts'
import { NamedRows } from './named-rows.tsx'

type Choices = StepOf<'ask_question'>['choices']

type Props = Readonly<{
  label: string
  description: string
  choices: Choices
  locale: string
  defaultLocale: string
  onChange(choices: Choices): void
}>

const most = 20
const longestTitle = 80

/** What can be chosen from, in order: each keeps its id when its title changes. */
export function ChoicesEditor({ label, description, choices, locale, defaultLocale, onChange }: Props) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()

  return (
    <fieldset className={classes.group}>
      <Input.Label component="legend">{label}</Input.Label>
      <Input.Description>{description}</Input.Description>
      <NamedRows
        label={label}
        items={choices}
        keyOf={({ id }) => id}
        nameOf={({ title }, index) => textIn(title, locale) || t('choices.number', { number: index + 1 })}
        onChange={onChange}
        head={({ title, ...choice }, index, change) => (
          <TextInput
            aria-label={t('choices.title', { number: index + 1 })}
            placeholder={textIn(title, title.defaultLocale)}
            maxLength={longestTitle}
            lang={locale}
            dir="auto"
            value={title.texts[locale] ?? ''}
            onChange={(event) => change({ ...choice, title: withText(title, locale, event.currentTarget.value) })}
            error={errorOf(`choices.${index}`)}
          />
        )}
      />
      <AddByName
        label={t('choices.new')}
        maxLength={longestTitle}
        isFull={choices.length >= most}
        error={choices.length === 0 ? errorOf('choices') : undefined}
        onAdd={(title) => {
          const id = idFrom(
            title,
            choices.map((choice) => choice.id),
          )
          onChange([...choices, { id, title: { defaultLocale, texts: { [defaultLocale]: title } } }])
        }}
      />
    </fieldset>
  )
}
