import type { Field, FieldValue } from '@fairlead/sdk'
import { Input, MultiSelect, Select } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { ToolButton } from '../../../../../ui/tool-button.tsx'
import { useFields } from '../../../../fields/queries.ts'
import { useErrorOf } from '../form-context.tsx'
import classes from '../forms.module.css'
import { LiquidField } from './liquid-field.tsx'

type Values = Record<string, FieldValue>
type Props = Readonly<{ subject: Field['subject']; value: Values; onChange(values: Values): void }>

/** Custom fields that the step sets, each with what goes into it. */
export function FieldValues({ subject, value, onChange }: Props) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  const fields = useFields(subject) ?? []
  const byKey = new Map(fields.map((field) => [field.key, field]))
  const others = fields.filter(({ key }) => !(key in value))
  if (fields.length === 0 && Object.keys(value).length === 0) return null

  return (
    <fieldset className={classes.group}>
      <Input.Label component="legend">{t('fieldValues.label')}</Input.Label>
      {Object.keys(value).length > 0 && <Input.Description>{t('fieldValues.emptyHint')}</Input.Description>}
      <ul className={classes.rows}>
        {Object.entries(value).map(([key, set]) => {
          const field = byKey.get(key) ?? unknown(key)
          return (
            <li key={key} className={classes.pairOfField}>
              <div className={classes.grow}>
                <FieldInput
                  field={field}
                  value={set}
                  onChange={(next) => onChange({ ...value, [key]: next })}
                  error={errorOf(`fields.${key}`)}
                />
              </div>
              <ToolButton
                label={t('rows.remove', { name: field.name })}
                icon={IconTrash}
                onClick={() => onChange(Object.fromEntries(Object.entries(value).filter(([each]) => each !== key)))}
              />
            </li>
          )
        })}
      </ul>
      {others.length > 0 && (
        <Select
          aria-label={t('fieldValues.add')}
          placeholder={t('fieldValues.add')}
          data={others.map(({ key, name }) => ({ value: key, label: name }))}
          value={null}
          onChange={(key) => {
            const field = key === null ? undefined : byKey.get(key)
            if (field) onChange({ ...value, [field.key]: usualOf(field) })
          }}
          searchable={others.length > 8}
        />
      )}
    </fieldset>
  )
}

type InputProps = Readonly<{
  field: Pick<Field, 'name' | 'type' | 'options'>
  value: FieldValue
  onChange(value: FieldValue): void
  error?: string | undefined
}>

const empty = ''

function FieldInput({ field: { name, type, options }, value, onChange, error }: InputProps) {
  const { t } = useTranslation(['steps', 'fields'])
  const text = value === null || Array.isArray(value) ? '' : String(value)

  switch (type) {
    case 'yes_no':
      return (
        <Select
          label={name}
          data={[
            { value: 'true', label: t('fields:yes') },
            { value: 'false', label: t('fields:no') },
            { value: empty, label: t('fieldValues.empty') },
          ]}
          value={typeof value === 'boolean' ? String(value) : empty}
          onChange={(next) => onChange(next === empty ? null : next === 'true')}
          allowDeselect={false}
          error={error}
        />
      )
    case 'choice':
      return (
        <Select
          label={name}
          data={[
            ...[...new Set(text === '' ? options : [...options, text])].map((each) => ({ value: each, label: each })),
            { value: empty, label: t('fieldValues.empty') },
          ]}
          value={text}
          onChange={(next) => onChange(next === empty ? null : next)}
          allowDeselect={false}
          searchable={options.length > 8}
          error={error}
        />
      )
    case 'choices': {
      const chosen = Array.isArray(value) ? value : []
      return (
        <MultiSelect
          label={name}
          placeholder={chosen.length === 0 ? t('fieldValues.empty') : ''}
          data={[...new Set([...options, ...chosen])]}
          value={[...chosen]}
          onChange={(next) => onChange(next.length === 0 ? null : next)}
          hidePickedOptions
          error={error}
        />
      )
    }
    case 'text':
    case 'paragraph':
    case 'number':
    case 'date':
    case 'link':
      return (
        <LiquidField
          label={name}
          placeholder={type === 'date' ? '2030-01-31' : ''}
          isLong={type === 'paragraph'}
          maxLength={2000}
          value={text}
          onChange={(next) => onChange(setValueOf(type, next))}
          error={error}
        />
      )
    default:
      return type satisfies never
  }
}

// A number stays one; with a variable in it, it becomes one when the step is taken.
function setValueOf(type: Field['type'], text: string): FieldValue {
  if (text === '') return null
  return type === 'number' && /^-?\d+(\.\d+)?$/.test(text) && String(Number(text)) === text ? Number(text) : text
}

function usualOf({ type, options }: Field): FieldValue {
  if (type === 'yes_no') return true
  return type === 'choice' ? (options[0] ?? null) : null
}

function unknown(key: string) {
  return { name: key, type: 'text' as const, options: [] }
}
