import { languages } from '@fairlead/sdk'
import { SegmentedControl, Select, SimpleGrid, Text, TextInput } from '@mantine/core'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { useChannels } from '../../conversations/use-names.ts'
import { useMe } from '../../session/queries.ts'
import { TagInput } from '../../tags/tag-input.tsx'
import { OnePick } from '../builder/forms/fields/picks.tsx'
import classes from './try.module.css'
import type { InventedContact } from './use-test-chat.ts'

type Props = Readonly<{ contact: InventedContact; onChange: (contact: InventedContact) => void }>

/** Languages that people may want to try, those of the app first. */
const others = ['es', 'fr', 'pt', 'nl', 'pl', 'tr', 'ar', 'zh', 'ja']

/** Who is played: it holds from the next beginning on. */
export function InventedContactForm({ contact, onChange }: Props) {
  const { t, i18n } = useTranslation('try')
  const { stages } = useMe().workspace
  const channels = [...useChannels().values()]
  const names = new Intl.DisplayNames(i18n.language, { type: 'language' })
  return (
    <details className={classes.contact}>
      <summary>
        {t('contact.title')}: {contact.name}
      </summary>
      <SimpleGrid cols={1} spacing="xs" mt="xs">
        <TextInput
          size="xs"
          label={t('contact.name')}
          value={contact.name}
          maxLength={120}
          onChange={(event) => onChange({ ...contact, name: event.currentTarget.value })}
        />
        <Select
          size="xs"
          label={t('contact.language')}
          data={[...languages, ...others].map((value) => ({ value, label: names.of(value) ?? value }))}
          value={contact.locale}
          allowDeselect={false}
          searchable
          onChange={(locale) => onChange({ ...contact, locale: locale ?? contact.locale })}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('contact.which')}
          data={[
            { value: 'new', label: t('contact.new') },
            { value: 'returning', label: t('contact.returning') },
          ]}
          value={contact.isNew ? 'new' : 'returning'}
          onChange={(value) => onChange({ ...contact, isNew: value === 'new' })}
        />
        <OnePick
          size="xs"
          label={t('contact.stage')}
          none={t('contact.noStage')}
          items={stages.map((stage) => ({ id: stage, name: stage }))}
          value={contact.stage}
          onChange={(stage) => onChange({ ...contact, stage })}
        />
        <TagInput
          size="xs"
          label={t('contact.tags')}
          value={[...contact.tags]}
          onChange={(tags) => onChange({ ...contact, tags })}
        />
        <OnePick
          size="xs"
          label={t('contact.channel')}
          none={t('contact.noChannel')}
          items={channels}
          value={contact.channelId}
          onChange={(channelId) => onChange({ ...contact, channelId })}
        />
        <Text fz={13} c="dimmed">
          {t('contact.counts')}
        </Text>
      </SimpleGrid>
    </details>
  )
}
