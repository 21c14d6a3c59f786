import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Fields } from '../fields.ts'
import { SecretField } from '../secret-field.tsx'
import type { SecretField as Secret } from '../secrets-form.tsx'

type MetaType = 'whatsapp' | 'messenger' | 'instagram'

/** What every channel of Meta's is reached with; where to find it differs. */
export function useMetaSecrets(type: MetaType): readonly Secret[] {
  const { t } = useTranslation('channels')
  return [
    { name: 'accessToken', label: t('accessToken'), hint: t(`${type}.accessTokenHint`) },
    { name: 'appSecret', label: t('appSecret'), hint: t(`${type}.appSecretHint`) },
  ]
}

export function MetaSecretFields({ fields, type }: { fields: Fields; type: MetaType }) {
  const secrets = useMetaSecrets(type)
  return secrets.map((secret) => <SecretField key={secret.name} fields={fields} {...secret} />)
}
