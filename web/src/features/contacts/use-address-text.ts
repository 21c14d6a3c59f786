import { useTranslation } from 'react-i18next'

/** On the web chat an address is a made-up id: of somebody who only came by, or of a customer of the page. */
export function useAddressText(): (address: string) => string {
  const { t } = useTranslation('inbox')

  return (address) => {
    if (address.startsWith('visitor:')) return t('contact.visitor')
    return address.startsWith('user:') ? t('contact.user', { id: address.slice('user:'.length) }) : address
  }
}
