import type { Template } from '@fairlead/sdk'
import { Badge, Button, Skeleton, Table, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { QueryView } from '../../ui/query-view.tsx'
import { templatesQuery } from './queries.ts'

export function TemplateList({ channelId }: { channelId: string }) {
  const { t } = useTranslation('channels')
  const templates = useQuery(templatesQuery(channelId))

  return (
    <>
      <QueryView query={templates} loading={<Skeleton height={120} />}>
        {({ data }) =>
          data.length === 0 ? (
            <Text c="dimmed">{t('whatsapp.templatesEmpty')}</Text>
          ) : (
            <TemplateTable templates={data} />
          )
        }
      </QueryView>
      {templates.data && (
        <Button
          mt="sm"
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={14} />}
          onClick={() => templates.refetch()}
          loading={templates.isFetching}
        >
          {t('whatsapp.refresh')}
        </Button>
      )}
    </>
  )
}

function TemplateTable({ templates }: { templates: readonly Template[] }) {
  const { t } = useTranslation('channels')
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table verticalSpacing={8}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('whatsapp.templateName')}</Table.Th>
            <Table.Th>{t('whatsapp.templateLanguage')}</Table.Th>
            <Table.Th>{t('whatsapp.templateStatus')}</Table.Th>
            <Table.Th>{t('whatsapp.templateText')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {templates.map(({ name, language, status, body }) => (
            <Table.Tr key={`${name}/${language}`}>
              <Table.Td>{name}</Table.Td>
              <Table.Td>{language}</Table.Td>
              <Table.Td>
                <Badge variant="light" size="sm" color={status === 'APPROVED' ? 'teal' : 'yellow'}>
                  {status.toLowerCase()}
                </Badge>
              </Table.Td>
              <Table.Td>
                <Text fz={13} lineClamp={2}>
                  {body.text}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
