import { Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './page.module.css'

type Props = Readonly<{
  title: string
  description?: string | undefined
  /** Beside the title: the one thing most people come here for. */
  action?: ReactNode
  /** Above the title: the way back. */
  back?: ReactNode
  /** Has something at its side, where there is room. */
  isWide?: boolean
  children: ReactNode
}>

export function Page({ title, description, action, back, isWide = false, children }: Props) {
  return (
    <div className={classes.page} data-wide={isWide || undefined}>
      {back}
      <Group justify="space-between" align="flex-start" gap="sm" className={classes.head}>
        <div>
          <Title order={1}>{title}</Title>
          {description !== undefined && (
            <Text c="dimmed" maw={560}>
              {description}
            </Text>
          )}
        </div>
        {action}
      </Group>
      {children}
    </div>
  )
}
