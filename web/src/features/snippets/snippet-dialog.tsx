import { patchSnippet, postSnippet, type Snippet, snippetVariables } from '@fairlead/sdk'
import { Button, Menu, Modal, Paper, SegmentedControl, Select, Text, Textarea, TextInput } from '@mantine/core'
import { IconBraces } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useId, useRef } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { DialogActions } from '../../ui/form/dialog-actions.tsx'
import { useContractForm } from '../../ui/form/use-contract-form.ts'
import { notifyDone } from '../../ui/notify.ts'
import { putText } from '../composer/put-text.ts'
import { useTeams } from '../conversations/use-names.ts'
import { useMe } from '../session/queries.ts'
import { isAtLeast } from '../session/roles.ts'
import { filled, unknownIn } from './placeholders.ts'
import { snippetsQuery } from './queries.ts'

type Scope = 'mine' | 'team' | 'everybody'
type Props = Readonly<{
  /** Null: a new one. */
  snippet: Snippet | null
  onClose(): void
}>

/** Makes a snippet or changes one, showing how it will read. */
export function SnippetDialog({ snippet, onClose }: Props) {
  const { t } = useTranslation(['snippets', 'common'])
  const { member, workspace } = useMe()
  const teams = [...useTeams().values()]
  const queryClient = useQueryClient()
  const field = useRef<HTMLTextAreaElement>(null)
  const scopeLabel = useId()
  const canShare = isAtLeast(member.role, 'manager')

  const contract = useContractForm({
    initialValues: {
      name: snippet?.name ?? '',
      shortcut: snippet?.shortcut ?? '',
      text: snippet?.text ?? '',
      scope: scopeOf(snippet),
      teamId: snippet?.teamId ?? undefined,
    },
    schema: postSnippet.body,
    fieldOfCode: { snippet_shortcut_taken: 'shortcut' },
    async save({ teamId, scope, ...rest }) {
      const body = { ...rest, scope, ...(scope === 'team' && teamId !== undefined ? { teamId } : {}) }
      const saved = snippet
        ? await client.call(patchSnippet, { params: { id: snippet.id }, body })
        : await client.call(postSnippet, { body })
      queryClient.setQueryData(
        snippetsQuery.queryKey,
        (known) => known && [...known.filter(({ id }) => id !== saved.id), saved],
      )
      notifyDone(t('saved', { name: saved.name }))
      onClose()
    },
  })
  const { form } = contract
  const { text, scope } = form.values
  const unknown = unknownIn(text)
  const example = {
    ...{ 'contact.name': 'Mara Muster', 'contact.first_name': 'Mara', 'contact.email': 'mara@example.com' },
    ...{ 'contact.phone': '+44 7700 900001', 'agent.name': member.name, 'workspace.name': workspace.name },
    'agent.first_name': member.name.split(/\s+/)[0] ?? '',
    'team.name': teams.find(({ id }) => id === form.values.teamId)?.name ?? teams[0]?.name ?? '',
    'conversation.number': '1024',
  }

  function putVariable(name: string): void {
    if (field.current === null) return
    const { selectionStart: start, selectionEnd: end } = field.current
    putText(field.current, { start, end, text: `{{${name}}}` })
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t(snippet ? 'editTitle' : 'addTitle')}
      size="lg"
      closeOnClickOutside={!form.isDirty()}
    >
      <ContractForm
        contract={contract}
        actions={<DialogActions submit={t('common:save')} isSubmitting={form.submitting} onCancel={onClose} />}
      >
        <TextInput
          label={t('fields.name')}
          placeholder={t('fields.namePlaceholder')}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <TextInput
          label={t('fields.shortcut')}
          description={t('fields.shortcutHint')}
          leftSection="/"
          {...form.getInputProps('shortcut')}
        />
        {canShare && (
          <div>
            <Text component="span" size="sm" fw={500} id={scopeLabel}>
              {t('fields.scope')}
            </Text>
            <SegmentedControl<Scope>
              fullWidth
              mt={4}
              value={scope}
              onChange={(value) => form.setFieldValue('scope', value)}
              data={(['mine', 'team', 'everybody'] as const).map((value) => ({ value, label: t(`scope.${value}`) }))}
              aria-labelledby={scopeLabel}
            />
          </div>
        )}
        {scope === 'team' && (
          <Select
            label={t('fields.team')}
            data={teams.map(({ id, name }) => ({ value: id, label: name }))}
            allowDeselect={false}
            value={form.values.teamId ?? null}
            onChange={(teamId) => form.setFieldValue('teamId', teamId ?? undefined)}
            error={form.errors.teamId}
          />
        )}
        <Textarea
          ref={field}
          label={t('fields.text')}
          autosize
          minRows={4}
          maxRows={14}
          dir="auto"
          {...form.getInputProps('text')}
          error={form.errors.text ?? (unknown.length > 0 && t('fields.unknown', { names: unknown.join(' ') }))}
        />
        <Menu position="bottom-start" width={280}>
          <Menu.Target>
            <Button variant="default" size="compact-sm" leftSection={<IconBraces size={16} />} w="fit-content">
              {t('fields.variables')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
            {snippetVariables.map((name) => (
              <Menu.Item key={name} onClick={() => putVariable(name)}>
                {t(`variables.${keyOf(name)}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        {text.includes('{{') && (
          <Paper withBorder p="sm">
            <Text size="xs" c="dimmed">
              {t('fields.preview')}
            </Text>
            <Text size="sm" mt={4} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }} dir="auto">
              {filled(text, example)}
            </Text>
          </Paper>
        )}
      </ContractForm>
    </Modal>
  )
}

function scopeOf(snippet: Snippet | null): Scope {
  if (snippet === null || snippet.ownerId !== null) return 'mine'
  return snippet.teamId === null ? 'everybody' : 'team'
}

const keys = {
  'contact.name': 'contact_name',
  'contact.first_name': 'contact_first_name',
  'contact.email': 'contact_email',
  'contact.phone': 'contact_phone',
  'agent.name': 'agent_name',
  'agent.first_name': 'agent_first_name',
  'workspace.name': 'workspace_name',
  'team.name': 'team_name',
  'conversation.number': 'conversation_number',
} as const satisfies Record<(typeof snippetVariables)[number], string>

// A dot in a key would be a step into it.
function keyOf(name: (typeof snippetVariables)[number]) {
  return keys[name]
}
