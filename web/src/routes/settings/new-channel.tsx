import type { Channel } from '@fairlead/sdk'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { NewForm } from '../../features/channels/parts.tsx'
import { TypeCards } from '../../features/channels/type-cards.tsx'
import { useMe } from '../../features/session/queries.ts'
import { teamsQuery } from '../../features/teams/queries.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { BackLink } from '../../ui/page/back-link.tsx'
import { Page } from '../../ui/page/page.tsx'

/** Asks which type, then for what that type needs; the new channel's own page says how to go on. */
export function NewChannelPage() {
  const { t } = useTranslation(['settings', 'channels', 'common'])
  const { type } = useSearch({ from: '/session/settings/channels/new' })
  const navigate = useNavigate()
  const { workspace } = useMe()
  const teams = useQuery(teamsQuery)
  // Where there is one team, it is the one.
  const [only, ...others] = workspace.defaultTeamId === null ? (teams.data?.data ?? []) : []

  async function open(channel: Channel) {
    await navigate({ to: '/settings/channels/$id', params: { id: channel.id } })
  }

  if (type === undefined) {
    return (
      <Page
        title={t('channels.new')}
        description={t('channels.newText')}
        back={<BackLink to="/settings/channels" label={t('channels.back')} />}
      >
        <TypeCards />
      </Page>
    )
  }
  return (
    <Page
      title={t('channels.newOf', { type: t(`common:channelTypes.${type}`) })}
      back={<BackLink to="/settings/channels/new" label={t('channels.newBack')} />}
    >
      {!teams.isPending && (
        <NewForm
          key={type}
          type={type}
          teamId={only && others.length === 0 ? only.id : null}
          asksForTeam
          onCreated={open}
          otherAction={
            <LinkButton to="/settings/channels" variant="default">
              {t('common:cancel')}
            </LinkButton>
          }
        />
      )}
    </Page>
  )
}
