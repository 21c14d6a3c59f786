import { Text } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from '../../i18n/use-translation.ts'
import { webhooksQuery } from './queries.ts'
import classes from './webhooks.module.css'

/** Tells managers, wherever they are in the app, that a webhook was switched off since nothing arrived. */
export function FailedWebhooks() {
  const { t } = useTranslation('webhooks')
  const off = useQuery(webhooksQuery).data?.data.filter(isSwitchedOff) ?? []
  const [first, ...others] = off
  if (!first) return null

  return (
    <div className={classes.banner} role="status">
      <IconPlugConnectedX size={17} color="var(--mantine-color-error)" aria-hidden />
      <Text size="sm" component="span">
        {t('banner', { count: off.length, name: first.name })}
      </Text>
      {others.length === 0 ? (
        <Link to="/settings/webhooks/$id" params={{ id: first.id }} className={classes.bannerLink}>
          {t('bannerLook')}
        </Link>
      ) : (
        <Link to="/settings/webhooks" className={classes.bannerLink}>
          {t('bannerLook')}
        </Link>
      )}
    </div>
  )
}

function isSwitchedOff({ isActive, failingSince }: { isActive: boolean; failingSince: string | null }): boolean {
  return !isActive && failingSince !== null
}
