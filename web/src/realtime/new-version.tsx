import { Button, Group, Paper, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import classes from './connection-banner.module.css'

/**
 * A new version of the app has replaced the parts of this one that were not fetched yet. It says so and waits: whoever
 * writes at this moment ends the sentence first. Nothing of this may be fetched later itself.
 */
export function NewVersion() {
  const { t } = useTranslation()
  const [isOutdated, setOutdated] = useState(false)

  useEffect(() => {
    // A part is missing as well where nothing can be reached: that is said by another banner, which this one would cover.
    const notice = () =>
      fetch('/', { cache: 'no-store' }).then(
        ({ ok }) => ok && setOutdated(true),
        () => undefined,
      )
    window.addEventListener('vite:preloadError', notice)
    return () => window.removeEventListener('vite:preloadError', notice)
  }, [])

  return (
    <div role="status" aria-live="polite">
      {isOutdated && (
        <Paper className={classes.banner} shadow="md" withBorder>
          <Group gap="sm">
            <Text size="sm">{t('update.text')}</Text>
            <Button size="compact-sm" onClick={() => location.reload()}>
              {t('update.reload')}
            </Button>
          </Group>
        </Paper>
      )}
    </div>
  )
}
