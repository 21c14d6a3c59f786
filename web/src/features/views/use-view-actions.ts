import { deleteView, patchView, type SavedView } from '@fairlead/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { client } from '../../api.ts'
import { notifyError } from '../../ui/notify.ts'
import { viewsQuery } from './queries.ts'

/** What is done with a view that there is. */
export function useViewActions() {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const refetch = () => queryClient.invalidateQueries({ queryKey: viewsQuery.queryKey })

  /** One place up or down among those of the same owner. */
  async function move(kin: readonly SavedView[], index: number, step: 1 | -1): Promise<void> {
    const view = kin[index]
    if (view === undefined) return
    const order = kin.toSpliced(index, 1).toSpliced(index + step, 0, view)
    const moved = order.flatMap(({ id, position }, place) => (position === place ? [] : { id, position: place }))
    queryClient.setQueryData(viewsQuery.queryKey, (views) =>
      views?.map((each) => ({ ...each, position: moved.find(({ id }) => id === each.id)?.position ?? each.position })),
    )
    try {
      for (const { id, position } of moved) await client.call(patchView, { params: { id }, body: { position } })
    } catch (error) {
      notifyError(error)
    }
    await refetch()
  }

  async function remove({ id }: SavedView): Promise<void> {
    await client.call(deleteView, { params: { id } })
    await navigate({ to: '/inbox/$view', params: { view: 'mine' } })
    await refetch()
  }

  return { move, remove }
}
