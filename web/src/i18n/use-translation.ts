import type { Language } from '@fairlead/sdk'
import { use, useSyncExternalStore } from 'react'
import type { Namespace, Namespaces } from './texts.ts'
import type { TFunction } from './translate.ts'
import { translations } from './translations.ts'

type Translation<N extends Namespaces> = Readonly<{ t: TFunction<N>; i18n: Readonly<{ language: Language }> }>

/**
 * The texts of these namespaces in the language of whoever looks. Suspends while they are fetched.
 *
 * @example
 * const { t } = useTranslation(['inbox', 'common'])
 * t('views.mine'), t('common:save')
 */
export function useTranslation<const N extends Namespaces = 'common'>(namespaces?: N): Translation<N> {
  const language = useSyncExternalStore(translations.watch, () => translations.language)
  const wanted = listOf(namespaces)
  // Always, also when nothing is to be waited for: a component that suspended here is rendered again as if `use` were
  // called, and React takes the hooks that follow for those of an update otherwise (its error 467).
  use(translations.awaited(wanted) ?? here)
  return { t: translations.translate<N>(wanted), i18n: { language } }
}

/** Nothing to wait for. React reads `status`, and goes on at once. */
const here = Object.assign(Promise.resolve(), { status: 'fulfilled', value: undefined })

function listOf(namespaces: Namespaces | undefined): readonly Namespace[] {
  if (namespaces === undefined) return ['common']
  return typeof namespaces === 'string' ? [namespaces] : namespaces
}
