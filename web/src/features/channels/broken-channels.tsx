import { Text } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useMe } from '../session/queries.ts'
import { isAtLeast } from '../session/roles.ts'
import classes from './broken-channels.module.css'
import { channelsQuery } from './queries.ts'

/** Tells managers, wherever they are in the app, that a channel does not work, and takes them to where it is mended. */
export function BrokenChannels() {
  const { member } = useMe()
  return isAtLeast(member.role, 'manager') ? <Banner /> : null
}

function Banner() {
  const { t } = useTranslation('channels')
  const broken = useQuery(channelsQuery).data?.data.filter(({ status }) => status === 'broken') ?? []
  const [first, ...others] = broken

  return (
    <div role="status">
      {first && (
        <div className={classes.banner}>
          <IconPlugConnectedX size={17} className={classes.icon} aria-hidden />
          <Text size="sm" component="span">
            {t('broken.banner', { count: broken.length, name: first.name })}
          </Text>
          {others.length === 0 ? (
            <Link to="/settings/channels/$id" params={{ id: first.id }} className={classes.link}>
              {t('broken.mend')}
            </Link>
          ) : (
            <Link to="/settings/channels" className={classes.link}>
              {t('broken.mendAll')}
            </Link>
          )}
        </div>
      )}
    </div>
  )
}
