import { TextInput } from '@mantine/core'
import type { GetInputPropsReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { medium } from '../../ui/form/widths.ts'

type Name = 'displayPhoneNumber' | 'phoneNumberId' | 'businessAccountId'
type Props = Readonly<{ fieldOf: (name: Name) => GetInputPropsReturnType }>

/** Which number it is, with where to find each. */
export function WhatsappAccountFields({ fieldOf }: Props) {
  const { t } = useTranslation('settings')
  return (
    <>
      <TextInput
        label={t('whatsapp.displayPhoneNumber')}
        description={t('whatsapp.displayPhoneNumberHint')}
        placeholder="+46 70 123 45 67"
        {...medium}
        autoComplete="off"
        {...fieldOf('displayPhoneNumber')}
      />
      <TextInput
        label={t('whatsapp.phoneNumberId')}
        description={t('whatsapp.phoneNumberIdHint')}
        inputMode="numeric"
        {...medium}
        autoComplete="off"
        {...fieldOf('phoneNumberId')}
      />
      <TextInput
        label={t('whatsapp.businessAccountId')}
        description={t('whatsapp.businessAccountIdHint')}
        inputMode="numeric"
        {...medium}
        autoComplete="off"
        {...fieldOf('businessAccountId')}
      />
    </>
  )
}
