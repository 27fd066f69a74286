import { useEffect, useState } from 'preact/hooks'

/** The time, again each second, while somebody can see it. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) setNow(new Date())
    }, 1000)
    return () => clearInterval(timer)
  }, [])
  return now
}
