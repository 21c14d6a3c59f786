import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ChannelIcon } from './channel-icon.tsx'
import classes from './type-cards.module.css'
import { typeNames } from './types.ts'

/** Every type that can be connected, to choose from. */
export function TypeCards() {
  const { t } = useTranslation(['channels', 'common'])
  return (
    <ul className={classes.cards} aria-label={t('types')}>
      {typeNames.map((type) => (
        <li key={type}>
          <Link to="/settings/channels/new" search={{ type }} className={classes.card}>
            <span className={classes.icon}>
              <ChannelIcon type={type} size={22} />
            </span>
            <span>
              <Text component="span" fw={600} display="block">
                {t(`common:channelTypes.${type}`)}
              </Text>
              <Text component="span" fz={13} c="dimmed" display="block" lh={1.4}>
                {t(`hints.${type}`)}
              </Text>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
