import type { Policy, Team } from '@fairlead/sdk'
import { Alert, Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { SaveButton } from '../../ui/form/save-button.tsx'
import { formatDateTime } from '../../ui/format-date.ts'
import { membersQuery } from '../members/queries.ts'
import classes from './policy.module.css'
import { policiesQuery } from './queries.ts'
import type { PolicyForm } from './use-policy-form.ts'

type Props = Readonly<{
  team: Team
  edit: PolicyForm
  /** Whether the complaint about a path is shown by the children. */
  shows: (path: string) => boolean
  children: ReactNode
}>

/** What surrounds the parts of a policy: which version this is, who changed it meanwhile, and the way to save. */
export function PolicyFrame({ team, edit, shows, children }: Props) {
  const { t } = useTranslation('policy')
  const { contract, newer, discard } = edit
  const { form } = contract
  const isDirty = form.isDirty()
  const elsewhere = Object.entries(form.errors).filter(([path, error]) => error && !shows(path))

  return (
    <ContractForm
      contract={contract}
      actions={
        <div className={classes.actions} data-dirty={isDirty || undefined}>
          <Group gap="sm">
            <SaveButton form={form} />
            {isDirty && (
              <Button variant="default" onClick={discard}>
                {t('discard')}
              </Button>
            )}
          </Group>
          <Text fz={13} c="dimmed" aria-live="polite">
            {isDirty ? t('unsaved') : <VersionLine team={team} />}
          </Text>
        </div>
      }
    >
      {newer && <NewerVersion team={team} newer={newer} onDrop={discard} />}
      {children}
      {elsewhere.length > 0 && (
        <Alert color="red" role="alert" title={t('elsewhere')} style={{ whiteSpace: 'pre-line' }}>
          {elsewhere.map(([path, error]) => `${path}: ${String(error)}`).join('\n')}
        </Alert>
      )}
    </ContractForm>
  )
}

function VersionLine({ team }: { team: Team }) {
  const { t } = useTranslation('policy')
  const saved = useSavedBy(team, team.policyVersion)
  if (!saved) return null
  const { name, version, date } = saved
  return name === null ? t('versionOfNobody', { version, date }) : t('version', { version, name, date })
}

function NewerVersion({
  team,
  newer,
  onDrop,
}: {
  team: Team
  newer: NonNullable<PolicyForm['newer']>
  onDrop: () => void
}) {
  const { t, i18n } = useTranslation('policy')
  const saved = useSavedBy(team, newer.version)

  return (
    <Alert
      role="alert"
      maw={740}
      title={t('newer.title', { name: saved?.name ?? t('somebody'), version: newer.version })}
    >
      {t('newer.kept')}{' '}
      {newer.both.length > 0 &&
        t('newer.both', {
          settings: new Intl.ListFormat(i18n.language).format(newer.both.map((setting) => settingName(setting, t))),
        })}
      <div>
        <Button size="xs" variant="default" mt="xs" onClick={onDrop}>
          {t('newer.drop')}
        </Button>
      </div>
    </Alert>
  )
}

function useSavedBy(team: Team, version: number) {
  const { t } = useTranslation('policy')
  const versions = useQuery(policiesQuery(team.id))
  const members = useQuery(membersQuery)
  const saved = versions.data?.data.find((one) => one.version === version)
  if (!saved) return null
  const author = members.data?.data.find(({ id }) => id === saved.createdBy)
  const name = saved.createdBy === null ? null : (author?.name ?? t('formerMember'))
  return { version, name, date: formatDateTime(saved.createdAt) }
}

type Translate = ReturnType<typeof useTranslation<'policy'>>['t']

function settingName(setting: keyof Policy, t: Translate): string {
  return setting === 'messages' ? t('tabs.messages') : t(`settings.${setting}`)
}
