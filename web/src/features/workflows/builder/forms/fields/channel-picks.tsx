import type { ChannelType } from '@fairlead/sdk'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { typeNames } from '../../../../channels/types.ts'
import { useChannels } from '../../../../conversations/use-names.ts'
import { useErrorOf } from '../form-context.tsx'
import { SomePick } from './picks.tsx'

type Props = Readonly<{
  value: Readonly<{ channelIds: string[]; channelTypes: ChannelType[] }>
  onChange(change: { channelIds?: string[]; channelTypes?: ChannelType[] }): void
}>

/** Of which channels; none chosen: of all. */
export function ChannelPicks({ value: { channelIds, channelTypes }, onChange }: Props) {
  const { t } = useTranslation(['steps', 'common'])
  const errorOf = useErrorOf()

  return (
    <>
      <SomePick
        label={t('start.channelTypes')}
        placeholder={t('start.allChannelTypes')}
        items={typeNames.map((type) => ({ id: type, name: t(`common:channelTypes.${type}`) }))}
        value={channelTypes}
        onChange={(chosen) => onChange({ channelTypes: typeNames.filter((type) => chosen.includes(type)) })}
        error={errorOf('trigger.channelTypes')}
      />
      <SomePick
        label={t('start.channels')}
        placeholder={t('start.allChannels')}
        items={[...useChannels().values()]}
        value={channelIds}
        onChange={(chosen) => onChange({ channelIds: chosen })}
        error={errorOf('trigger.channelIds')}
      />
    </>
  )
}
