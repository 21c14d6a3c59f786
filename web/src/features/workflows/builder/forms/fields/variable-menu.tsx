import { Button, Menu, ScrollArea } from '@mantine/core'
import { IconBraces, IconKey } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { useFields } from '../../../../fields/queries.ts'
import { useDefinition } from '../form-context.tsx'
import { SecretDialog } from '../secrets/secret-dialog.tsx'
import { useSecretNames } from '../secrets/use-secrets.ts'
import { knownNames, variablesSetBy } from './variables.ts'

type Props = Readonly<{
  /** What it is inserted into. */
  label: string
  onInsert(text: string): void
  hasSecrets?: boolean
}>

/** What a text can say of the contact, the conversation and the run, each put in by one choice. */
export function VariableMenu({ label, onInsert, hasSecrets = false }: Props) {
  const { t } = useTranslation('steps')
  const [isMaking, setMaking] = useState(false)
  const variables = variablesSetBy(useDefinition())
  const contactFields = useFields('contact') ?? []
  const conversationFields = useFields('conversation') ?? []
  const insert = (name: string) => onInsert(`{{ ${name} }}`)

  return (
    <>
      {/* The text takes the focus back. */}
      <Menu position="bottom-start" returnFocus={false} shadow="md" width={260}>
        <Menu.Target>
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconBraces size={14} aria-hidden />}
            aria-label={`${t('variables.insert')}: ${label}`}
          >
            {t('variables.insert')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <ScrollArea.Autosize mah={320} type="auto">
            <Menu.Label>{t('variables.known')}</Menu.Label>
            {knownNames.map((name) => (
              <Menu.Item key={name} onClick={() => insert(name)}>
                {t(`variables.names.${name.replace('.', '_')}`, { defaultValue: name })}
              </Menu.Item>
            ))}
            {contactFields.map(({ key, name }) => (
              <Menu.Item key={`contact ${key}`} onClick={() => insert(`contact.field.${key}`)}>
                {t('variables.ofContact', { name })}
              </Menu.Item>
            ))}
            {conversationFields.map(({ key, name }) => (
              <Menu.Item key={`conversation ${key}`} onClick={() => insert(`conversation.field.${key}`)}>
                {t('variables.ofConversation', { name })}
              </Menu.Item>
            ))}
            {variables.length > 0 && <Menu.Label>{t('variables.own')}</Menu.Label>}
            {variables.map((name) => (
              <Menu.Item key={name} onClick={() => insert(`variable.${name}`)}>
                {name}
              </Menu.Item>
            ))}
            {hasSecrets && <SecretItems onInsert={insert} onMake={() => setMaking(true)} />}
          </ScrollArea.Autosize>
        </Menu.Dropdown>
      </Menu>
      {isMaking && (
        <SecretDialog
          onClose={() => setMaking(false)}
          onMade={(name) => {
            setMaking(false)
            insert(`secret.${name}`)
          }}
        />
      )}
    </>
  )
}

function SecretItems({ onInsert, onMake }: Readonly<{ onInsert(name: string): void; onMake(): void }>) {
  const { t } = useTranslation('steps')
  const names = useSecretNames()
  return (
    <>
      <Menu.Label>{t('secrets.title')}</Menu.Label>
      {names.map((name) => (
        <Menu.Item
          key={name}
          leftSection={<IconKey size={14} aria-hidden />}
          onClick={() => onInsert(`secret.${name}`)}
        >
          {name}
        </Menu.Item>
      ))}
      <Menu.Item onClick={onMake}>{t('secrets.new')}</Menu.Item>
    </>
  )
}
