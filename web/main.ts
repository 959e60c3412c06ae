/** Where the page begins. */
import { mount } from 'svelte';
import './styles/base.css';
import './styles/panes.css';
import App from './App.svelte';
import { theme } from './state/theme.svelte.ts';
import { languageTag } from './text/language.ts';

document.documentElement.lang = languageTag;
theme.apply();
const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
mount(App, { target });
