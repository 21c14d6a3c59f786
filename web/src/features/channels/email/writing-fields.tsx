import { Input, SegmentedControl, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from '../../../i18n/use-translation.ts'
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
  const replyAddress = fields.valueOf('settings.replyAddress') === 'plain' ? 'plain' : 'signed'
  return (
    <>
      <SenderField fields={fields} />
      <TagsInput
        label={t('email.aliases')}
        description={t('email.aliasesHint')}
        placeholder={t('email.aliasesPlaceholder')}
        {...medium}
        splitChars={[',', ';', ' ']}
        acceptValueOnBlur
        {...fields.of('settings.aliases')}
        error={fields.errorWithin('settings.aliases')}
      />
      <Input.Wrapper
        label={t('email.replyAddress')}
        labelElement="div"
        description={t(`email.replyAddressHints.${replyAddress}`)}
        inputWrapperOrder={['label', 'input', 'description']}
      >
        <div>
          <SegmentedControl
            aria-label={t('email.replyAddress')}
            data={[
              { value: 'signed', label: t('email.replyAddresses.signed') },
              { value: 'plain', label: t('email.replyAddresses.plain') },
            ]}
            value={replyAddress}
            onChange={(next) => fields.set('settings.replyAddress', next)}
          />
        </div>
      </Input.Wrapper>
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
