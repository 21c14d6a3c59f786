import type { Contact } from '@fairlead/sdk'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { membersQuery } from '../members/queries.ts'
import { useMe } from '../session/queries.ts'
import type { ContactChange } from './contact-change.ts'
import { LabelledSelect } from './labelled-select.tsx'
import { languageOptions } from './languages.ts'

type Props = Readonly<{ contact: Contact; onChange(change: ContactChange): Promise<unknown> }>

/** What assignment looks at: whose contact they are, how far along, and which language they speak. */
export function ContactStanding({ contact: { ownerId, stage, locale }, onChange }: Props) {
  const { t } = useTranslation('inbox')
  const shownIn = useLocale()
  const { workspace } = useMe()
  const { data } = useQuery(membersQuery)
  // Who has left may still be written down as owner: then they are shown, so that somebody else can be chosen.
  const members = (data?.data ?? []).filter(({ id, isDeactivated }) => !isDeactivated || id === ownerId)
  const stages = stage === null || workspace.stages.includes(stage) ? workspace.stages : [...workspace.stages, stage]

  return (
    <>
      <LabelledSelect
        label={t('contact.owner')}
        hint={t('contact.ownerHint')}
        placeholder={t('contact.noOwner')}
        value={ownerId}
        data={members.map(({ id, name, isDeactivated }) => ({
          value: id,
          label: isDeactivated ? t('contact.ownerGone', { name }) : name,
        }))}
        onSave={(next) => onChange({ ownerId: next })}
        isSearchable
      />
      <LabelledSelect
        label={t('contact.stage')}
        placeholder={t('contact.noStage')}
        value={stage}
        data={stages}
        onSave={(next) => onChange({ stage: next })}
      />
      <LabelledSelect
        label={t('contact.locale')}
        value={locale}
        data={languageOptions(locale, shownIn)}
        onSave={(next) => onChange({ locale: next })}
        isSearchable
      />
    </>
  )
}
