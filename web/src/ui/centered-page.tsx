import { Group, Paper, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import classes from './centered-page.module.css'

/** A page of its own, without the rail: log-in, set-up, invitation. */
export function CenteredPage({ width = 420, children }: { width?: number; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div className={classes.page}>
      <div className={classes.column} style={{ maxInlineSize: width }}>
        <Group component="header" gap={10} mb="lg">
          <img src="/favicon.svg" alt="" width={28} height={28} />
          <Text fw={650} fz="lg">
            {t('productName')}
          </Text>
        </Group>
        <Paper component="main" withBorder className={classes.paper}>
          {children}
        </Paper>
      </div>
    </div>
  )
}
