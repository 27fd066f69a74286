import { render } from 'preact'
import { Door } from './door.tsx'
import { chosenTheme, showTheme } from './looks.ts'

showTheme(chosenTheme())
render(<Door />, document.body)
