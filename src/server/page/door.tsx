import { useCallback, useEffect, useState } from 'preact/hooks'
import { post, Refusal } from './api.ts'
import { Page } from './page.tsx'
import { whyRefused } from './use-fleet.ts'

/** Lets in who tells the server's secret, where it has one. The browser is given a cookie for it, and keeps nothing else. */
export function Door() {
  const [isShut, setShut] = useState<boolean>()
  const [complaint, setComplaint] = useState('')
  const onShut = useCallback(() => setShut(true), [])
  useEffect(() => {
    whyRefused().then((refusal) => setShut(refusal?.status === 401))
  }, [])
  if (isShut === undefined) return null
  if (!isShut) return <Page onShut={onShut} />
  const tell = async (event: SubmitEvent) => {
    event.preventDefault()
    const secret = new FormData(event.currentTarget as HTMLFormElement).get('secret')
    try {
      await post('/login', { secret })
      setShut(false)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      setComplaint(error.status === 401 ? 'That is not its secret.' : error.message)
    }
  }
  return (
    <form class="door" onSubmit={tell}>
      <h1>hal</h1>
      <label for="secret">The secret of this server, from its --shared-secret-file</label>
      <input id="secret" name="secret" type="password" autocomplete="current-password" required />
      <button type="submit">enter</button>
      <p class="bad" role="alert">
        {complaint}
      </p>
    </form>
  )
}
