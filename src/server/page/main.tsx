import { render } from 'preact'
import { Door } from './door.tsx'

render(<Door />, document.body)
