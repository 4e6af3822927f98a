'use client'

import 'belfry/define'
import { useEffect, useRef } from 'react'

export function Bell({ endpoint }) {
  const bell = useRef(null)
  useEffect(() => {
    bell.current.getToken = async () => {
      const response = await fetch(`${endpoint}/demo/token?member=student-1`)
      return (await response.json()).token
    }
  }, [endpoint])
  return <notification-bell ref={bell} endpoint={endpoint} />
}
