import { Group, Text } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { moved } from '../../../../../ui/moved.ts'
import { ToolButton } from '../../../../../ui/tool-button.tsx'
import classes from '../forms.module.css'

type Props<T> = Readonly<{
  label: string
  items: readonly T[]
  keyOf(item: T): string
  nameOf(item: T, index: number): string
  onChange(items: T[]): void
  /** In the place of the name, where it is edited. */
  head?: (item: T, index: number, change: (to: T) => void) => ReactNode
  /** So many have to stay. */
  least?: number
  children?: (item: T, index: number, change: (to: T) => void) => ReactNode
}>

/** Things in an order that counts: each with its name, to move and to remove, and what there is to say of it. */
export function NamedRows<T>({ label, items, keyOf, nameOf, onChange, head, least = 0, children }: Props<T>) {
  const { t } = useTranslation('steps')
  if (items.length === 0) return null

  return (
    <ol className={classes.rows} aria-label={label}>
      {items.map((item, index) => {
        const name = nameOf(item, index)
        const change = (to: T) => onChange(items.with(index, to))
        return (
          <li key={keyOf(item)} className={classes.row}>
            <Group gap={0} wrap="nowrap" className={classes.rowHead}>
              {head ? (
                <div className={classes.grow}>{head(item, index, change)}</div>
              ) : (
                <Text size="sm" fw={500} className={classes.grow} truncate title={name}>
                  {name}
                </Text>
              )}
              <ToolButton
                label={t('rows.up', { name })}
                icon={IconChevronUp}
                isOff={index === 0}
                onClick={() => onChange(moved(items, item, -1))}
              />
              <ToolButton
                label={t('rows.down', { name })}
                icon={IconChevronDown}
                isOff={index === items.length - 1}
                onClick={() => onChange(moved(items, item, 1))}
              />
              <ToolButton
                label={t('rows.remove', { name })}
                icon={IconTrash}
                isOff={items.length <= least}
                onClick={() => onChange(items.toSpliced(index, 1))}
              />
            </Group>
            {children && <div className={classes.rowBody}>{children(item, index, change)}</div>}
          </li>
        )
      })}
    </ol>
  )
}
