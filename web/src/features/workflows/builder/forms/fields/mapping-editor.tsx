import { Button, Input, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { ToolButton } from '../../../../../ui/tool-button.tsx'
import { useErrorOf } from '../form-context.tsx'
import classes from '../forms.module.css'
import { useDraft } from './use-draft.ts'
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
export function MappingEditor({ label, description, path, value, onChange }: Props) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  const { shown, change } = useDraft(value, complete, onChange)

  return (
    <fieldset className={classes.group}>
      <Input.Label component="legend">{label}</Input.Label>
      <Input.Description>{description}</Input.Description>
      {shown.map((pair, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have no other name, and keep their order.
        <div key={index} className={classes.pair}>
          <TextInput
            aria-label={t('mapping.path', { number: index + 1 })}
            placeholder="order.number"
            maxLength={200}
            value={pair.path}
            onChange={(event) => change(shown.with(index, { ...pair, path: event.currentTarget.value }))}
            error={errorOf(`${path}.${index}.path`)}
          />
          <VariableName
            isLabelHidden
            label={t('mapping.variable', { number: index + 1 })}
            value={pair.variable}
            onChange={(variable) => change(shown.with(index, { ...pair, variable }))}
            error={errorOf(`${path}.${index}.variable`)}
          />
          <ToolButton
            label={t('rows.remove', { name: pair.path || index + 1 })}
            icon={IconTrash}
            onClick={() => change(shown.toSpliced(index, 1))}
          />
        </div>
      ))}
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={15} aria-hidden />}
          disabled={shown.length >= 50}
          onClick={() => change([...shown, { path: '', variable: '' }])}
        >
          {t('mapping.add')}
        </Button>
      </div>
    </fieldset>
  )
}

// A row that is only begun is not part of the workflow yet.
function complete(mapping: Mapping): Mapping {
  return mapping.filter(({ path, variable }) => path.trim() !== '' && variable !== '')
}
