import '@fontsource-variable/inter/index.css'
import '@fontsource-variable/jetbrains-mono/index.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/floating.css'
import { mount } from 'svelte'
import { assert } from '../core/assert.ts'
import App from './App.svelte'
import { catalogue } from './messages/catalogue.ts'
import { studio } from './state/window-studio.ts'

const target = document.querySelector('#window')
assert(target !== null, 'The page has a place for the window.')
document.documentElement.dataset['theme'] = studio.view.theme
document.documentElement.lang = catalogue.language
mount(App, { target })
void studio.begin()
