import type { Channel } from '@fairlead/sdk'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Section } from '../../ui/page/section.tsx'
import { type SecretField, SecretsForm } from './secrets-form.tsx'

/** How the access to a connected account is replaced. */
export function AccessSection({ channel, secrets }: { channel: Channel; secrets: readonly SecretField[] }) {
  const { t } = useTranslation('channels')
  return (
    <Section title={t('secrets.title')} description={t('secrets.hint')}>
      <SecretsForm channel={channel} fields={secrets} />
    </Section>
  )
}
