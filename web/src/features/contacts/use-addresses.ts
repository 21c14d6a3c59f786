import type { Contact } from '@fairlead/sdk'
import { useTranslation } from '../../i18n/use-translation.ts'
import { type ReadableAddress, readableAddresses } from './readable-address.ts'

/** On the web chat an address is a made-up id: of somebody who only came by, or of a customer of the page. */
export function useAddresses(): (identities: Contact['identities']) => readonly ReadableAddress[] {
  const { t } = useTranslation('inbox')

  return (identities) =>
    readableAddresses(identities).map((address) => ({
      ...address,
      shown: text(address.shown),
      own: address.own === null ? null : text(address.own),
    }))

  function text(address: string): string {
    if (address.startsWith('visitor:')) return t('contact.visitor')
    return address.startsWith('user:') ? t('contact.user', { id: address.slice('user:'.length) }) : address
  }
}
