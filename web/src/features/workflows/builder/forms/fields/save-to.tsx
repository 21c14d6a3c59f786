import type { StepOf } from '@fairlead/sdk'
import { Select } from '@mantine/core'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { useFields } from '../../../../fields/queries.ts'
import { useErrorOf } from '../form-context.tsx'
import classes from '../forms.module.css'
import { VariableName } from './variable-name.tsx'

type Place = StepOf<'ask_question'>['saveTo']
type Props = Readonly<{ value: Place; onChange(place: Place): void }>

const nowhere = ''

/** Where an answer goes. */
export function SaveTo({ value, onChange }: Props) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  const contactFields = useFields('contact') ?? []
  const conversationFields = useFields('conversation') ?? []
  const places: readonly Readonly<{ label: string; group: string; place: NonNullable<Place> }>[] = [
    ...(['name', 'email', 'phone'] as const).map((what) => ({
      label: t(`saveTo.${what}`),
      group: t('saveTo.contact'),
      place: { kind: 'contact' as const, what },
    })),
    ...contactFields.map(({ key, name }) => ({
      label: name,
      group: t('saveTo.contact'),
      place: { kind: 'contact_field' as const, key },
    })),
    ...conversationFields.map(({ key, name }) => ({
      label: name,
      group: t('saveTo.conversation'),
      place: { kind: 'conversation_field' as const, key },
    })),
  ]
  const isLost =
    value !== null && value.kind !== 'variable' && !places.some(({ place }) => keyOf(place) === keyOf(value))

  return (
    <div className={classes.group}>
      <Select
        label={t('saveTo.label')}
        description={t('saveTo.hint')}
        data={[
          { value: nowhere, label: t('saveTo.nowhere') },
          { value: 'variable', label: t('saveTo.variable') },
          ...grouped(places),
          ...(isLost ? [{ value: keyOf(value), label: t('gone') }] : []),
        ]}
        value={value === null ? nowhere : keyOf(value)}
        onChange={(key) => {
          if (key === 'variable') onChange({ kind: 'variable', name: 'answer' })
          else onChange(places.find(({ place }) => keyOf(place) === key)?.place ?? null)
        }}
        allowDeselect={false}
        searchable={places.length > 8}
        error={value?.kind === 'variable' ? undefined : errorOf('saveTo')}
      />
      {value?.kind === 'variable' && (
        <VariableName
          value={value.name}
          onChange={(name) => onChange({ kind: 'variable', name })}
          error={errorOf('saveTo')}
        />
      )}
    </div>
  )
}

function keyOf(place: NonNullable<Place>): string {
  if (place.kind === 'variable') return 'variable'
  return place.kind === 'contact' ? `contact ${place.what}` : `${place.kind} ${place.key}`
}

function grouped(places: readonly Readonly<{ label: string; group: string; place: NonNullable<Place> }>[]) {
  const names = [...new Set(places.map(({ group }) => group))]
  return names.map((group) => ({
    group,
    items: places.filter((each) => each.group === group).map(({ label, place }) => ({ value: keyOf(place), label })),
  }))
}
