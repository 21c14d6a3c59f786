import type { Contact } from '@fairlead/sdk'
import { Badge, Group, Text } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ChannelIcon } from '../conversations/channel-icon.tsx'
import { useMembers } from '../conversations/use-names.ts'
import classes from './merge-dialog.module.css'
import { type Gain, mergedContact } from './merged-contact.ts'
import { useAddresses } from './use-addresses.ts'

type Props = Readonly<{ stays: Contact; goes: Contact }>

/** What will be one, what the one that stays gains, and what of the other is lost. */
export function MergePreview({ stays, goes }: Props) {
  const { t } = useTranslation('inbox')
  const members = useMembers()
  const addresses = useAddresses()
  const { identities, tags, gains, kept } = mergedContact(stays, goes)

  return (
    <div className={classes.preview}>
      <Group gap="sm" justify="center" className={classes.both}>
        <span>
          <Text fw={600}>{goes.name}</Text>
          <Text size="xs" c="dimmed">
            {t('merge.goes')}
          </Text>
        </span>
        <IconArrowRight size={20} className={classes.arrow} aria-hidden />
        <span>
          <Text fw={600}>{stays.name}</Text>
          <Text size="xs" c="dimmed">
            {t('merge.stays')}
          </Text>
        </span>
      </Group>
      <dl className={classes.facts}>
        <dt>{t('merge.conversations')}</dt>
        <dd>{t('merge.conversationsText')}</dd>
        <dt>{t('contact.identities')}</dt>
        <dd>
          {addresses(identities).map(({ shown, identities: [{ id, channelType }] }) => (
            <div key={id}>
              <ChannelIcon type={channelType} size={14} /> {shown}
            </div>
          ))}
        </dd>
        {tags.length > 0 && (
          <>
            <dt>{t('contact.tags')}</dt>
            <dd>
              <Group gap={4}>
                {tags.map((tag) => (
                  <Badge key={tag} variant="light" size="sm">
                    {tag}
                  </Badge>
                ))}
              </Group>
            </dd>
          </>
        )}
        {gains.length > 0 && (
          <>
            <dt>{t('merge.gains')}</dt>
            <dd>
              {gains.map((gain) => (
                <div key={`${gain.what} ${gain.value}`}>{textOf(gain)}</div>
              ))}
            </dd>
          </>
        )}
        {kept.length > 0 && (
          <>
            <dt>{t('merge.lost')}</dt>
            <dd>
              {kept.map(({ what, value, other }) => (
                <div key={`${what} ${value}`}>
                  {t('merge.keptInstead', { value: textOf({ what, value }), other: shown(what, other) })}
                </div>
              ))}
            </dd>
          </>
        )}
      </dl>
      <Text size="sm">{t('merge.canUndo')}</Text>
    </div>
  )

  function textOf({ what, value }: Gain): string {
    return what === 'field' ? value : `${t(`contact.${what}`)}: ${shown(what, value)}`
  }

  function shown(what: Gain['what'], value: string): string {
    return what === 'owner' ? (members.get(value)?.name ?? value) : value
  }
}
