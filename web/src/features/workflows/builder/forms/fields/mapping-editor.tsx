import { TextInput } from '@mantine/core'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { useErrorOf } from '../form-context.tsx'
import classes from '../forms.module.css'
import { DraftRows } from './draft-rows.tsx'
import { VariableName } from './variable-name.tsx'

type Mapping = { path: string; variable: string }[]

type Props = Readonly<{
  label: string
  description: string
  path: string
  value: Mapping
  onChange(mapping: Mapping): void
}>

/** Which value of some JSON goes into which variable. */
export function MappingEditor({ path, ...props }: Props) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()

  return (
    <DraftRows
      {...props}
      isComplete={(pair) => pair.path.trim() !== '' && pair.variable !== ''}
      fresh={{ path: '', variable: '' }}
      most={50}
      addLabel={t('mapping.add')}
      nameOf={(pair) => pair.path}
    >
      {({ row: pair, index, change, remover }) => (
        <div className={classes.pair}>
          <TextInput
            aria-label={t('mapping.path', { number: index + 1 })}
            placeholder="order.number"
            maxLength={200}
            value={pair.path}
            onChange={(event) => change({ path: event.currentTarget.value })}
            error={errorOf(`${path}.${index}.path`)}
          />
          <VariableName
            isLabelHidden
            label={t('mapping.variable', { number: index + 1 })}
            value={pair.variable}
            onChange={(variable) => change({ variable })}
            error={errorOf(`${path}.${index}.variable`)}
          />
          {remover}
        </div>
      )}
    </DraftRows>
  )
}
