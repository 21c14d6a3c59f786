import { type ExpectationKind, expectationKind, type Policy, type Team } from '@fairlead/sdk'
import { Select, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { medium } from '../../ui/form/widths.ts'
import { Section } from '../../ui/page/section.tsx'
import { MessageEditor } from './message-editor.tsx'
import { PolicyFrame } from './policy-frame.tsx'
import { samplesQuery } from './queries.ts'
import { usePolicyForm } from './use-policy-form.ts'

const kinds: readonly ExpectationKind[] = expectationKind.options

/** What customers of a team are told while they wait. */
export function TeamMessagesForm({ team }: { team: Team }) {
  const { t } = useTranslation('policy')
  const edit = usePolicyForm(team)
  const { form } = edit.contract
  const { messages } = form.values
  const samples = useQuery(samplesQuery(team.id))
  const [conversationId, setConversationId] = useState<string | null>(null)

  function set(change: Partial<Policy['messages']>) {
    form.setValues({ messages: { ...form.getValues().messages, ...change } })
  }

  return (
    <PolicyFrame team={team} edit={edit} shows={(path) => path.startsWith('messages')}>
      <Select
        label={t('messages.on')}
        description={t('messages.onHint')}
        searchable
        {...medium}
        data={[
          { value: '', label: t('messages.examples') },
          ...(samples.data?.data ?? []).map(({ id, number, contact }) => ({
            value: id,
            label: t('messages.conversation', { number, name: contact.name }),
          })),
        ]}
        allowDeselect={false}
        value={conversationId ?? ''}
        onChange={(id) => setConversationId(id === '' ? null : id)}
      />
      <div>
        {kinds.map((kind) => (
          <Section key={kind} title={t(`messages.kinds.${kind}.title`)} description={t(`messages.kinds.${kind}.text`)}>
            <MessageEditor
              team={team}
              kind={kind}
              value={messages[kind]}
              onChange={(message) => set({ [kind]: message })}
              errorOf={(path) => form.errors[`messages.${kind}${path}`]}
              conversationId={conversationId}
            />
          </Section>
        ))}
        <Section title={t('messages.expectedReply')} description={t('messages.expectedReplyHint')}>
          <Stack>
            <TextInput
              aria-label={t('messages.expectedReply')}
              placeholder={t('messages.expectedReplyPlaceholder')}
              {...medium}
              value={messages.expectedReply}
              onChange={(event) => set({ expectedReply: event.currentTarget.value })}
              error={form.errors['messages.expectedReply']}
            />
          </Stack>
        </Section>
      </div>
    </PolicyFrame>
  )
}
