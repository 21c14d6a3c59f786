import type { Contact } from '@fairlead/sdk'
import { Text } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ChannelIcon } from '../conversations/channel-icon.tsx'
import { useChannels } from '../conversations/use-names.ts'
import classes from './contact-panel.module.css'
import { useAddresses } from './use-addresses.ts'

/** Where a contact writes from, and whether they may be written to there. */
export function Identities({ contact }: { contact: Contact }) {
  const { t } = useTranslation('inbox')
  const channels = useChannels()
  const addresses = useAddresses()(contact.identities)
  if (addresses.length === 0) return null

  return (
    <div className={classes.identities}>
      <span className={classes.label}>{t('contact.identities')}</span>
      {addresses.map(({ shown, own, identities }) => {
        const [{ id, channelId, channelType }] = identities
        const about = [
          own,
          channels.get(channelId)?.name ?? t('details.noChannel'),
          t(identities.some(({ isVerified }) => isVerified) ? 'contact.verified' : 'contact.unverified'),
        ]
        const standings = identities.map(({ standing }) => standing)
        return (
          <div key={id} className={classes.identity}>
            <ChannelIcon type={channelType} size={16} />
            <div className={classes.address}>
              <Text size="sm" truncate title={identities.map(({ address }) => address).join('\n')}>
                {shown}
              </Text>
              <Text size="xs" c="dimmed">
                {about.filter((part) => part !== null).join(' · ')}
              </Text>
              {standings.includes('blocked') && <Barred text={t('contact.blocked')} />}
              {standings.includes('opted_out') && <Barred text={t('contact.optedOut')} />}
            </div>
          </div>
        )
      })}
    </div>
  )
}

function Barred({ text }: { text: string }) {
  return (
    <Text size="xs" c="var(--fairlead-warning)">
      {text}
    </Text>
  )
}
