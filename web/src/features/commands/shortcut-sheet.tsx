import { Modal, SimpleGrid, Text, Title } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { usePreferences } from '../preferences/use-preferences.ts'
import { type Command, commandGroups } from './command.ts'
import { Keys } from './keys.tsx'
import { commands } from './registry.ts'
import classes from './shortcut-sheet.module.css'
import { useOfferedCommands } from './use-commands.ts'

/** Every key of what is on the screen, as the commands say it themselves. */
export function ShortcutSheet({ isOpen }: { isOpen: boolean }) {
  const { t } = useTranslation('commands')
  return (
    <Modal opened={isOpen} onClose={() => commands.show(null)} title={t('sheet.title')} size="xl">
      <Text size="sm" c="dimmed" mb="md">
        {t('sheet.hint')}
      </Text>
      <Lists />
    </Modal>
  )
}

function Lists() {
  const { t } = useTranslation('commands')
  const { enter } = usePreferences()
  const offered = useOfferedCommands()
  const groups = Map.groupBy(
    offered.filter(({ keys }) => keys !== undefined),
    ({ group }) => group,
  )
  const writing = [
    { id: 'send', title: t('sheet.send'), keys: enter === 'send' ? 'Enter' : 'Ctrl Enter' },
    { id: 'newline', title: t('sheet.newline'), keys: enter === 'send' ? 'Shift Enter' : 'Enter' },
    { id: 'leave', title: t('sheet.leave'), keys: 'Esc' },
  ]

  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
      {commandGroups.map((group) => {
        const lines = groups.get(group) ?? []
        if (lines.length === 0) return null
        return (
          <section key={group}>
            <Title order={3} mb={4}>
              {t(`groups.${group}`)}
            </Title>
            <dl className={classes.lines}>
              {[...lines, ...(group === 'conversation' ? writing : [])].map((line) => (
                <Line key={line.id} title={line.title} keys={line.keys ?? ''} />
              ))}
            </dl>
          </section>
        )
      })}
    </SimpleGrid>
  )
}

function Line({ title, keys }: Pick<Command, 'title'> & { keys: string }) {
  return (
    <div className={classes.line}>
      <dt>{title}</dt>
      <dd>
        <Keys keys={keys} />
      </dd>
    </div>
  )
}
