import { Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { medium } from '../../../ui/form/widths.ts'
import type { Fields } from '../fields.ts'

export function SenderField({ fields }: { fields: Fields }) {
  const { t } = useTranslation('channels')
  return (
    <TextInput
      label={t('email.senderName')}
      description={t('email.senderNameHint')}
      {...medium}
      {...fields.of('settings.senderName')}
    />
  )
}

/** What customers see of the mailbox. */
export function WritingFields({ fields }: { fields: Fields }) {
  const { t } = useTranslation('channels')
  return (
    <>
      <SenderField fields={fields} />
      <Textarea
        label={t('email.signature')}
        description={t('email.signatureHint')}
        autosize
        minRows={2}
        maxRows={8}
        {...fields.of('settings.signature')}
      />
    </>
  )
}
