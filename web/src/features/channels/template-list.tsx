import type { listTemplates, Output, Template } from '@fairlead/sdk'
import { Alert, Badge, Button, Group, Skeleton, Table, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { describeError } from '../../describe-error.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { languageName } from '../../ui/language-name.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { dateTime } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import classes from './health.module.css'
import { templatesQuery, useSyncTemplates } from './queries.ts'
import { useTemplateState } from './template-state.ts'

/** A channel's templates as its provider last told them, how far each is approved, and a way to ask it now. */
export function TemplateList({ channelId }: { channelId: string }) {
  const { t } = useTranslation('channels')
  // That it was asked again and nothing was new is no event.
  const templates = useQuery({ ...templatesQuery(channelId), refetchInterval: 60_000 })
  const sync = useSyncTemplates(channelId)

  return (
    <>
      <QueryView query={templates} loading={<Skeleton height={120} />}>
        {(list) => <Listed list={list} />}
      </QueryView>
      <Group gap="sm" mt="sm">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={14} aria-hidden />}
          onClick={() => sync.mutate()}
          loading={sync.isPending}
        >
          {t('whatsapp.sync')}
        </Button>
        {templates.data && <SyncedAt at={templates.data.syncedAt} />}
      </Group>
      <div role="status">
        {sync.error && (
          <Alert color="red" mt="sm">
            {describeError(sync.error)}
          </Alert>
        )}
      </div>
    </>
  )
}

function Listed({ list: { data, syncedAt, syncError } }: { list: Output<typeof listTemplates> }) {
  const { t } = useTranslation('channels')
  return (
    <>
      {syncError && (
        <Alert color="orange" mb="sm" title={t('whatsapp.templatesFailed')}>
          {syncError.detail}
        </Alert>
      )}
      {data.length > 0 ? (
        <TemplateTable templates={data} />
      ) : (
        syncedAt !== null && <Text c="dimmed">{t('whatsapp.templatesEmpty')}</Text>
      )}
    </>
  )
}

function SyncedAt({ at }: { at: string | null }) {
  const { t } = useTranslation('channels')
  const locale = useLocale()
  return (
    <Text size="sm" c="dimmed">
      {at === null ? t('whatsapp.templatesNever') : t('whatsapp.templatesSynced', { time: dateTime(at, locale) })}
    </Text>
  )
}

function TemplateTable({ templates }: { templates: readonly Template[] }) {
  const { t } = useTranslation('channels')
  return (
    <Table.ScrollContainer minWidth={560} type="native" tabIndex={0} role="group" aria-label={t('whatsapp.templates')}>
      <Table verticalSpacing={8}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('whatsapp.templateName')}</Table.Th>
            <Table.Th>{t('whatsapp.templateStatus')}</Table.Th>
            <Table.Th>{t('whatsapp.templateText')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {templates.map((template) => (
            <TemplateLine key={`${template.name}/${template.language}`} template={template} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function TemplateLine({ template }: { template: Template }) {
  const { t } = useTranslation('channels')
  const { name, language, status, reason, category, quality, body } = template
  const locale = useLocale()
  const { text, color } = useTemplateState()(status)
  const words = [
    languageName(language.replace('_', '-'), locale),
    t(`whatsapp.templateCategories.${category}`, { defaultValue: category.toLowerCase() }),
  ]

  return (
    <Table.Tr>
      <Table.Td>
        {name}
        <div className={classes.detail}>{words.join(' · ')}</div>
      </Table.Td>
      <Table.Td>
        <Badge variant="light" size="sm" color={color}>
          {text}
        </Badge>
        {reason !== null && <div className={classes.detail}>{reason}</div>}
        {quality !== null && (
          <div className={classes.detail}>
            {t(`whatsapp.templateQualities.${quality}`, { defaultValue: quality.toLowerCase() })}
          </div>
        )}
      </Table.Td>
      <Table.Td>
        <Text fz={13} lineClamp={2}>
          {body.text}
        </Text>
      </Table.Td>
    </Table.Tr>
  )
}
