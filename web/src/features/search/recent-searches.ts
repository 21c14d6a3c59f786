import { useLocalStorage } from '@mantine/hooks'
import { useMe } from '../session/queries.ts'
import { withSearch } from './with-search.ts'

/** What this member looked for on this device. */
export function useRecentSearches() {
  const { member } = useMe()
  const [searches, set] = useLocalStorage<readonly string[]>({
    key: `fairlead.searches.${member.id}`,
    defaultValue: [],
    getInitialValueInEffect: false,
  })
  return {
    searches,
    remember: (q: string) => set((before) => withSearch(before, q)),
    forget: () => set([]),
  }
}
