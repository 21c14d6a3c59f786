import { Text } from '@mantine/core'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { CopyField } from '../../../../../ui/copy-field.tsx'
import { FilledField } from '../fields/filled-field.tsx'
import { MappingEditor } from '../fields/mapping-editor.tsx'
import { KindPick } from '../fields/picks.tsx'
import { useErrorOf } from '../form-context.tsx'
import type { TriggerEdit } from './edit.ts'

const ways = ['email', 'phone', 'contactId', 'conversationId'] as const

type Props = TriggerEdit<'webhook'> & Readonly<{ url: string | null }>

export function WebhookTriggerFields({ trigger: { contact, mapping }, set, url }: Props) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()

  return (
    <>
      {url === null ? (
        <Text size="sm" c="dimmed">
          {t('incoming.notYet')}
        </Text>
      ) : (
        <CopyField label={t('incoming.url')} description={t('incoming.urlHint')} value={url} />
      )}
      <KindPick
        label={t('incoming.by')}
        description={t('incoming.byHint')}
        kinds={ways}
        nameOf={(way) => t(`incoming.ways.${way}`)}
        value={contact.by}
        onChange={(by) => set({ contact: { ...contact, by } })}
      />
      <FilledField
        label={t('incoming.path')}
        description={t('incoming.pathHint')}
        placeholder="customer.email"
        maxLength={200}
        value={contact.path}
        onChange={(path) => set({ contact: { ...contact, path } })}
        error={errorOf('trigger.contact')}
      />
      <MappingEditor
        label={t('incoming.mapping')}
        description={t('http_request.mappingHint')}
        path="trigger.mapping"
        value={mapping}
        onChange={(changed) => set({ mapping: changed })}
      />
    </>
  )
}
