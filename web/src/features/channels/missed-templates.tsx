import { composing, isTemplateMissed } from '@fairlead/sdk'
import { Text } from '@mantine/core'
import { IconTemplateOff } from '@tabler/icons-react'
import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useNow } from '../inbox/use-now.ts'
import { useMe } from '../session/queries.ts'
import { isAtLeast } from '../session/roles.ts'
import classes from './broken-channels.module.css'
import { channelsQuery, templatesQuery } from './queries.ts'
import { useTemplateState } from './template-state.ts'

/** Tells managers, wherever they are in the app, that a template which is in use can no longer be sent. */
export function MissedTemplates() {
  const { member } = useMe()
  return isAtLeast(member.role, 'manager') ? <Banner /> : null
}

function Banner() {
  const { t } = useTranslation('channels')
  const stateOf = useTemplateState()
  const now = useNow(60_000)
  const channels = useQuery(channelsQuery).data?.data.filter(({ type }) => composing[type].hasTemplates) ?? []
  const lists = useQueries({ queries: channels.map(({ id }) => templatesQuery(id)) })
  const missed = channels.flatMap((channel, index) =>
    (lists[index]?.data?.data ?? []).flatMap((template) =>
      isTemplateMissed(template, now) ? [{ channel, template }] : [],
    ),
  )
  const [first] = missed

  return (
    <div role="status">
      {first && (
        <div className={classes.banner}>
          <IconTemplateOff size={17} className={classes.icon} aria-hidden />
          <Text size="sm" component="span">
            {t('whatsapp.missed', {
              count: missed.length,
              name: first.template.name,
              channel: first.channel.name,
              state: stateOf(first.template.status).text.toLowerCase(),
            })}
          </Text>
          <Link to="/settings/channels/$id" params={{ id: first.channel.id }} className={classes.link}>
            {t('whatsapp.missedLook')}
          </Link>
        </div>
      )}
    </div>
  )
}
