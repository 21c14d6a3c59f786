import type { WorkflowFormField } from '@fairlead/sdk'
import { Input, Switch, TextInput } from '@mantine/core'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { AddByName } from '../fields/add-by-name.tsx'
import { FilledField } from '../fields/filled-field.tsx'
import { idFrom, variableFrom } from '../fields/ids.ts'
import { NamedRows } from '../fields/named-rows.tsx'
import { KindPick } from '../fields/picks.tsx'
import { WordsField } from '../fields/words-field.tsx'
import { useErrorOf } from '../form-context.tsx'
import classes from '../forms.module.css'
import type { TriggerEdit } from './edit.ts'

const kinds = ['text', 'long_text', 'number', 'choice', 'date', 'flag'] as const
const mostFields = 20

export function ButtonFields({ trigger: { label, shortcut, form }, set }: TriggerEdit<'button'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()

  return (
    <>
      <FilledField
        label={t('button.label')}
        description={t('button.labelHint')}
        maxLength={60}
        value={label}
        onChange={(next) => set({ label: next })}
        error={errorOf('trigger.label')}
      />
      <TextInput
        label={t('button.shortcut')}
        description={t('button.shortcutHint')}
        w={90}
        styles={{ description: { inlineSize: 'max-content', maxInlineSize: 320 } }}
        value={shortcut}
        onChange={(event) =>
          set({ shortcut: /[a-z0-9](?=[^a-z0-9]*$)/.exec(event.currentTarget.value.toLowerCase())?.[0] ?? '' })
        }
        error={errorOf('trigger.shortcut')}
      />
      <fieldset className={classes.group}>
        <Input.Label component="legend">{t('button.form')}</Input.Label>
        <Input.Description>{t('button.formHint')}</Input.Description>
        <NamedRows
          label={t('button.form')}
          items={form}
          keyOf={({ name }) => name}
          nameOf={(field) => field.label}
          onChange={(changed) => set({ form: changed })}
        >
          {(field, index, change) => <FieldOfForm field={field} index={index} onChange={change} />}
        </NamedRows>
        <AddByName
          label={t('button.newField')}
          maxLength={120}
          isFull={form.length >= mostFields}
          onAdd={(title) => set({ form: [...form, newField(title, form)] })}
        />
      </fieldset>
    </>
  )
}

type FieldProps = Readonly<{ field: WorkflowFormField; index: number; onChange(field: WorkflowFormField): void }>

function FieldOfForm({ field, index, onChange }: FieldProps) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  return (
    <>
      <FilledField
        label={t('button.fieldLabel')}
        description={t('button.fieldName', { name: field.name })}
        maxLength={120}
        value={field.label}
        onChange={(label) => onChange({ ...field, label })}
        error={errorOf(`trigger.form.${index}.label`) ?? errorOf(`trigger.form.${index}.name`)}
      />
      <KindPick
        label={t('button.kind')}
        kinds={kinds}
        nameOf={(kind) => t(`button.kinds.${kind}`)}
        value={field.kind}
        onChange={(kind) => onChange({ ...field, kind })}
      />
      {field.kind === 'choice' && (
        <WordsField
          label={t('button.choices')}
          description={t('button.choicesHint')}
          most={50}
          value={field.choices}
          onChange={(choices) => onChange({ ...field, choices })}
          error={errorOf(`trigger.form.${index}.choices`)}
        />
      )}
      <Switch
        label={t('button.required')}
        checked={field.isRequired}
        onChange={(event) => onChange({ ...field, isRequired: event.currentTarget.checked })}
      />
    </>
  )
}

function newField(label: string, form: readonly WorkflowFormField[]): WorkflowFormField {
  const taken = form.map(({ name }) => name)
  const name = variableFrom(label).replace(/_+$/, '')
  const free = name !== '' && !taken.includes(name) ? name : idFrom(name || 'answer', taken).replaceAll('-', '_')
  return {
    name: taken.includes(free) ? `${free}_${taken.length + 1}` : free,
    label,
    kind: 'text',
    choices: [],
    isRequired: false,
  }
}
