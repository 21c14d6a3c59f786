import type { Conversation } from '@fairlead/sdk'
import { Menu } from '@mantine/core'
import { IconBolt, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from '../../i18n/use-translation.ts'
import { macrosQuery } from './queries.ts'
import { useRunMacro } from './use-run-macro.ts'

const mostShown = 8

/** The macros, in the menu of a conversation. The first ones: the others are found by their names with Ctrl K. */
export function MacroItems({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation('macros')
  const { data: macros } = useQuery(macrosQuery)
  const run = useRunMacro()
  if (macros === undefined) return null

  return (
    <>
      <Menu.Label>{t('menu')}</Menu.Label>
      {macros.slice(0, mostShown).map((macro) => (
        <Menu.Item
          key={macro.id}
          leftSection={<IconBolt size={16} aria-hidden />}
          onClick={() => void run(conversation, macro)}
        >
          {macro.name}
        </Menu.Item>
      ))}
      {macros.length === 0 && (
        <Menu.Item leftSection={<IconPlus size={16} aria-hidden />} component={Link} to="/settings/macros">
          {t('none')}
        </Menu.Item>
      )}
      {macros.length > mostShown && (
        <Menu.Item component={Link} to="/settings/macros">
          {t('menuMore')}
        </Menu.Item>
      )}
      <Menu.Divider />
    </>
  )
}
