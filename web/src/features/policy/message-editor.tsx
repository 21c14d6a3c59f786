import { type ExpectationKind, type ExpectationText, expectationVariables, type Team } from '@fairlead/sdk'
import { Button, Group, Input, Stack, Switch, Textarea, Tooltip } from '@mantine/core'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { CountInput } from '../../ui/form/count-input.tsx'
import { languageName } from '../../ui/language-name.ts'
import { LanguageTabs } from './language-tabs.tsx'
import { MessagePreview } from './message-preview.tsx'
import { firstMessage, insertVariable, localesOf, textToBeginWith, withoutLocale, withText } from './message-texts.ts'

type Props = Readonly<{
  team: Team
  kind: ExpectationKind
  value: ExpectationText | null
  onChange: (message: ExpectationText | null) => void
  /** What is wrong at a path within the message: `.texts.en`, or with all of it. */
  errorOf: (path: string) => ReactNode
  conversationId: string | null
}>

/** One of the messages: whether it is sent, what it says in each language, and how that reads. */
export function MessageEditor({ team, kind, value, onChange, errorOf, conversationId }: Props) {
  const { t, i18n } = useTranslation('policy')
  // Switched off by mistake, it comes back as it was.
  const [before, setBefore] = useState<ExpectationText | null>(null)
  const title = t(`messages.kinds.${kind}.title`)

  function setOn(isOn: boolean) {
    if (!isOn) setBefore(value)
    onChange(isOn ? (before ?? firstMessage(kind, i18n.language)) : null)
  }

  return (
    <Stack gap="sm">
      <Switch
        label={value ? t('messages.isOn') : t('messages.off')}
        aria-label={t('messages.send', { title })}
        checked={value !== null}
        onChange={(event) => setOn(event.currentTarget.checked)}
        error={errorOf('')}
      />
      {value && (
        <>
          <Texts
            team={team}
            kind={kind}
            value={value}
            onChange={onChange}
            errorOf={errorOf}
            conversationId={conversationId}
          />
          <CountInput
            w={150}
            label={t('messages.everyHours')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            description={
              value.everyHours === 0
                ? t('messages.everyHoursNone')
                : t('messages.everyHoursSome', { count: value.everyHours })
            }
            styles={{ description: { whiteSpace: 'nowrap' } }}
            suffix={t('messages.everyHoursSuffix', { count: value.everyHours })}
            max={168}
            value={value.everyHours}
            onChange={(everyHours) => onChange({ ...value, everyHours })}
            error={errorOf('.everyHours')}
          />
        </>
      )}
    </Stack>
  )
}

type TextsProps = Omit<Props, 'value'> & Readonly<{ value: ExpectationText }>

function Texts({ team, kind, value, onChange, errorOf, conversationId }: TextsProps) {
  const { t, i18n } = useTranslation('policy')
  const textarea = useRef<HTMLTextAreaElement>(null)
  const [chosen, setChosen] = useState(value.defaultLocale)
  const locales = localesOf(value)
  const locale = locales.includes(chosen) ? chosen : value.defaultLocale
  const text = value.texts[locale] ?? ''
  const language = languageName(locale, i18n.language)
  const elsewhere = locales.filter((each) => each !== locale && errorOf(`.texts.${each}`) !== undefined)

  function insert(name: string) {
    const field = textarea.current
    const selection = { start: field?.selectionStart ?? text.length, end: field?.selectionEnd ?? text.length }
    const inserted = insertVariable(text, name, selection)
    onChange(withText(value, locale, inserted.text))
    requestAnimationFrame(() => {
      field?.focus()
      field?.setSelectionRange(inserted.caret, inserted.caret)
    })
  }

  return (
    <Stack gap={8}>
      <LanguageTabs
        locales={locales}
        locale={locale}
        defaultLocale={value.defaultLocale}
        onChoose={setChosen}
        onAdd={(added) => {
          onChange(withText(value, added, value.texts[added] ?? textToBeginWith(kind, added)))
          setChosen(added)
        }}
        onMakeDefault={() => onChange({ ...value, defaultLocale: locale })}
        onRemove={() => onChange(withoutLocale(value, locale))}
      />
      <Textarea
        ref={textarea}
        aria-label={t('messages.text', { language })}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={2000}
        lang={locale}
        dir="auto"
        value={text}
        onChange={(event) => onChange(withText(value, locale, event.currentTarget.value))}
        error={errorOf(`.texts.${locale}`)}
      />
      {elsewhere.map((each) => (
        <Input.Error key={each}>
          {languageName(each, i18n.language)}: {errorOf(`.texts.${each}`)}
        </Input.Error>
      ))}
      <Group gap={6} role="group" aria-label={t('messages.insert')}>
        {expectationVariables.map((name) => (
          <Tooltip key={name} label={t(`messages.variables.${name}`)}>
            <Button
              variant="default"
              size="compact-xs"
              aria-label={t('messages.insertOne', { meaning: t(`messages.variables.${name}`) })}
              onClick={() => insert(name)}
            >
              {t(`messages.variableNames.${name}`)}
            </Button>
          </Tooltip>
        ))}
      </Group>
      <MessagePreview teamId={team.id} kind={kind} text={text} locale={locale} conversationId={conversationId} />
    </Stack>
  )
}
