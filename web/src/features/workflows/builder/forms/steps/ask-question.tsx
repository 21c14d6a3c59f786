import type { StepOf } from '@fairlead/sdk'
import { NumberInput, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { CountInput } from '../../../../../ui/form/count-input.tsx'
import { ChoicesEditor } from '../fields/choices-editor.tsx'
import { OptionalDuration } from '../fields/duration.tsx'
import { Languages } from '../fields/languages.tsx'
import { LocalTextField } from '../fields/local-text-field.tsx'
import { emptyText, localesOf } from '../fields/local-texts.ts'
import { KindPick } from '../fields/picks.tsx'
import { SaveTo } from '../fields/save-to.tsx'
import { useErrorOf } from '../form-context.tsx'
import classes from '../forms.module.css'
import type { StepEdit } from './edit.ts'

const answers = [
  ...(['text', 'choice', 'number', 'rating', 'email', 'phone', 'date', 'url', 'file', 'location'] as const),
] satisfies readonly StepOf<'ask_question'>['answer'][]
const longestMinutes = 43_200

export function AskQuestionFields({ step, set }: StepEdit<'ask_question'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  const { text, answer } = step
  const [chosen, setChosen] = useState(text.defaultLocale)
  const locale = localesOf(text).includes(chosen) ? chosen : text.defaultLocale

  return (
    <>
      <Languages step={step} locale={locale} onChoose={setChosen} onChange={(changed) => set(changed)} />
      <LocalTextField
        label={t('ask_question.text')}
        path="text"
        locale={locale}
        value={text}
        onChange={(changed) => set({ text: changed })}
      />
      <KindPick
        label={t('ask_question.answer')}
        kinds={answers}
        nameOf={(kind) => t(`ask_question.answers.${kind}`)}
        value={answer}
        onChange={(next) => set({ answer: next })}
        error={errorOf('answer')}
      />
      {answer === 'choice' && (
        <ChoicesEditor
          label={t('ask_question.choices')}
          description={t('ask_question.choicesHint')}
          choices={step.choices}
          locale={locale}
          defaultLocale={text.defaultLocale}
          onChange={(choices) => set({ choices })}
        />
      )}
      {answer === 'number' && <Limits step={step} set={set} />}
      {answer === 'text' && (
        <TextInput
          className={classes.mono}
          label={t('ask_question.pattern')}
          description={t('ask_question.patternHint')}
          placeholder="[A-Z]{2}\d{6}"
          maxLength={500}
          spellCheck={false}
          value={step.pattern}
          onChange={(event) => set({ pattern: event.currentTarget.value })}
          error={errorOf('pattern')}
        />
      )}
      <SaveTo value={step.saveTo} onChange={(saveTo) => set({ saveTo })} />
      <Switch
        label={t('ask_question.invalid')}
        description={t('ask_question.invalidHint')}
        checked={step.invalidText !== null}
        onChange={(event) => set({ invalidText: event.currentTarget.checked ? emptyText(text.defaultLocale) : null })}
      />
      {step.invalidText !== null && (
        <LocalTextField
          label={t('ask_question.invalidText')}
          path="invalidText"
          locale={locale}
          value={step.invalidText}
          onChange={(invalidText) => set({ invalidText })}
        />
      )}
      <CountInput
        label={t('ask_question.retries')}
        description={t('ask_question.retriesHint')}
        w={110}
        styles={{ description: { inlineSize: 'max-content', maxInlineSize: 320 } }}
        clampBehavior="strict"
        max={10}
        value={step.retries}
        onChange={(retries) => set({ retries })}
        error={errorOf('retries')}
      />
      <OptionalDuration
        label={t('ask_question.timeout')}
        description={t('ask_question.timeoutHint')}
        duration={t('fields.after')}
        value={step.timeoutMinutes}
        onChange={(timeoutMinutes) => set({ timeoutMinutes })}
        usual={1440}
        max={longestMinutes}
        error={errorOf('timeoutMinutes')}
      />
    </>
  )
}

function Limits({ step: { min, max }, set }: StepEdit<'ask_question'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  const numberOf = (next: number | string) => (typeof next === 'number' ? next : null)
  return (
    <div className={classes.pair}>
      <NumberInput
        label={t('ask_question.min')}
        placeholder={t('ask_question.any')}
        value={min ?? ''}
        onChange={(next) => set({ min: numberOf(next) })}
        error={errorOf('min')}
      />
      <NumberInput
        label={t('ask_question.max')}
        placeholder={t('ask_question.any')}
        value={max ?? ''}
        onChange={(next) => set({ max: numberOf(next) })}
        error={errorOf('max')}
      />
    </div>
  )
}
