import { Input } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { Fragment, type ReactNode } from 'react'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { ToolButton } from '../../../../../ui/tool-button.tsx'
import classes from '../forms.module.css'
import { AddRow } from './add-row.tsx'
import { useDraft } from './use-draft.ts'

type Row<T> = Readonly<{ row: T; index: number; change(to: Partial<T>): void; remover: ReactNode }>

type Props<T> = Readonly<{
  label: string
  description?: string
  value: T[]
  onChange(rows: T[]): void
  /** A row that is only begun is not part of the workflow yet. */
  isComplete(row: T): boolean
  fresh: T
  most: number
  addLabel: string
  nameOf(row: T): string
  children(row: Row<T>): ReactNode
}>

/** Things without an order or a name that stays: to add, to change and to remove. */
export function DraftRows<T>({ label, description, value, onChange, isComplete, children, ...props }: Props<T>) {
  const { t } = useTranslation('steps')
  const { fresh, most, addLabel, nameOf } = props
  const { shown, change } = useDraft(value, (typed) => typed.filter(isComplete), onChange)

  return (
    <fieldset className={classes.group}>
      <Input.Label component="legend">{label}</Input.Label>
      {description !== undefined && <Input.Description>{description}</Input.Description>}
      {shown.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have no other name, and keep their order.
        <Fragment key={index}>
          {children({
            row,
            index,
            change: (to) => change(shown.with(index, { ...row, ...to })),
            remover: (
              <ToolButton
                label={t('rows.remove', { name: nameOf(row) || index + 1 })}
                icon={IconTrash}
                onClick={() => change(shown.toSpliced(index, 1))}
              />
            ),
          })}
        </Fragment>
      ))}
      <AddRow label={addLabel} isFull={shown.length >= most} onAdd={() => change([...shown, fresh])} />
    </fieldset>
  )
}
