import { Switch, TextInput } from '@mantine/core'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { WordsField } from '../fields/words-field.tsx'
import { useErrorOf } from '../form-context.tsx'
import classes from '../forms.module.css'
import type { TriggerEdit } from './edit.ts'

export function MessageFields({ trigger, set }: TriggerEdit<'message_received'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  return (
    <>
      <WordsField
        label={t('start.keywords')}
        description={t('start.keywordsHint')}
        none={t('start.anyText')}
        most={100}
        value={trigger.keywords}
        onChange={(keywords) => set({ keywords })}
        error={errorOf('trigger.keywords')}
      />
      <TextInput
        className={classes.mono}
        label={t('start.pattern')}
        description={t('start.patternHint')}
        placeholder="order #?\d+"
        maxLength={500}
        spellCheck={false}
        value={trigger.pattern}
        onChange={(event) => set({ pattern: event.currentTarget.value })}
        error={errorOf('trigger.pattern')}
      />
      <Switch
        label={t('start.firstOfDay')}
        description={t('start.firstOfDayHint')}
        checked={trigger.firstOfDay}
        onChange={(event) => set({ firstOfDay: event.currentTarget.checked })}
      />
    </>
  )
}
