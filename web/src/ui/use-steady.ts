import { useCallback, useLayoutEffect, useRef } from 'react'

/** The same function in every render, which does what the last one given does: who is given it is not drawn again. */
export function useSteady<A extends readonly unknown[], R>(act: (...given: A) => R): (...given: A) => R {
  const latest = useRef(act)
  useLayoutEffect(() => {
    latest.current = act
  })
  return useCallback((...given) => latest.current(...given), [])
}
