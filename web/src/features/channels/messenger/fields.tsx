import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Fields } from '../fields.ts'
import { HumanAgentField } from '../human-agent-field.tsx'
import { TextField } from '../text-field.tsx'

export function MessengerFields({ fields }: { fields: Fields }) {
  const { t } = useTranslation('channels')
  return (
    <>
      <TextField
        fields={fields}
        path="settings.pageId"
        label={t('messenger.pageId')}
        hint={t('messenger.pageIdHint')}
        isNumeric
      />
      <TextField
        fields={fields}
        path="settings.pageName"
        label={t('messenger.pageName')}
        hint={t('messenger.pageNameHint')}
      />
      <HumanAgentField fields={fields} />
    </>
  )
}
