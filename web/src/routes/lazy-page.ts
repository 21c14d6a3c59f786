import { lazyRouteComponent } from '@tanstack/react-router'
import type { Namespace } from '../i18n/texts.ts'
import { translations } from '../i18n/translations.ts'

/** A page of its own chunk. Its code and its texts are fetched side by side, and before it is shown. */
export function lazyPage<M extends Readonly<Record<K, React.ComponentType>>, K extends string>(
  importPage: () => Promise<M>,
  name: K,
  texts: readonly Namespace[],
) {
  return lazyRouteComponent(async () => {
    const [module] = await Promise.all([importPage(), translations.load(texts)])
    return module
  }, name)
}
