import { Loader, Paper, Text } from '@mantine/core'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import classes from './connection-banner.module.css'
import type { LiveConnection } from './live-connection.ts'

const patienceMs = 2000

/** Says that news do not arrive, once that has lasted long enough to matter. It lies above the page and moves nothing. */
export function ConnectionBanner({ connection }: { connection: LiveConnection }) {
  const { t } = useTranslation('inbox')
  const state = useSyncExternalStore(
    (onChange) => connection.watchState(onChange),
    () => connection.state,
  )
  const isShown = useLasting(state !== 'live', patienceMs)

  return (
    <div role="status" aria-live="polite">
      {isShown && (
        <Paper className={classes.banner} shadow="md" withBorder>
          <Loader size={14} aria-hidden />
          <Text size="sm">{t('connection.offline')}</Text>
        </Paper>
      )}
    </div>
  )
}

function useLasting(value: boolean, ms: number): boolean {
  const [hasLasted, setHasLasted] = useState(false)

  useEffect(() => {
    if (!value) {
      setHasLasted(false)
      return
    }
    const timer = setTimeout(() => setHasLasted(true), ms)
    return () => clearTimeout(timer)
  }, [value, ms])

  return value && hasLasted
}
