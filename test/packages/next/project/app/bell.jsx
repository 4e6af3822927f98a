'use client'

import { useEffect, useRef } from 'react'

export function Bell({ endpoint }) {
  const ref = useRef(null)
  useEffect(() => {
    // The elements need a page; a server only draws their tags.
    void import('belfry/define')
    const listening = new AbortController()
    ref.current?.addEventListener(
      'inbox-open',
      () => (document.title = 'The panel is open'),
      listening,
    )
    return () => listening.abort()
  }, [])
  return <notification-bell ref={ref} endpoint={endpoint} token-url="/api/belfry-token" />
}
