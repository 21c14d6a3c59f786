import { useReactFlow, useStore } from '@xyflow/react'
import { useEffect, useRef } from 'react'

type Options = Parameters<ReturnType<typeof useReactFlow>['fitView']>[0]

/** Where all was in sight, it is again when there is less room, as beside a panel that tells of the whole. */
export function useFitBeside(isBeside: boolean, options: Options): void {
  const flow = useReactFlow()
  const width = useStore((state) => state.width)
  const widthBefore = useRef(width)

  useEffect(() => {
    const before = widthBefore.current
    widthBefore.current = width
    if (!isBeside || width >= before) return
    const { x, zoom } = flow.getViewport()
    const bounds = flow.getNodesBounds(flow.getNodes())
    const [left, right] = [bounds.x * zoom + x, (bounds.x + bounds.width) * zoom + x]
    if (left >= 0 && right <= before && right > width) void flow.fitView(options)
  }, [flow, width, isBeside, options])
}
