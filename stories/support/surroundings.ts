import type { Decorator, Preview } from '@storybook/web-components-vite'
import { html } from 'lit'

/** The surroundings that the toolbar chooses. */
export interface Surroundings {
  readonly scheme: 'light' | 'dark'
  readonly direction: 'ltr' | 'rtl'
  readonly language: string
}

/** The toolbar, with the surroundings that an element takes from its page. */
export const globalTypes = {
  scheme: {
    description: 'Colour scheme of the page',
    toolbar: {
      icon: 'contrast',
      dynamicTitle: true,
      items: [
        { value: 'light', title: 'Light' },
        { value: 'dark', title: 'Dark' },
      ],
    },
  },
  direction: {
    description: 'Direction of the page',
    toolbar: {
      icon: 'transfer',
      dynamicTitle: true,
      items: [
        { value: 'ltr', title: 'Left to right' },
        { value: 'rtl', title: 'Right to left' },
      ],
    },
  },
  language: {
    description: 'Language of the page',
    toolbar: {
      icon: 'globe',
      dynamicTitle: true,
      items: [
        { value: 'en', title: 'English' },
        { value: 'pt-BR', title: 'Português' },
        { value: 'es', title: 'Español' },
        { value: 'he', title: 'עברית' },
        { value: 'ar', title: 'العربية' },
      ],
    },
  },
} satisfies Preview['globalTypes']

/** Places an element where it is used: at the end of a page's header. */
export const surroundings: Decorator = (story, { globals, viewMode }) => {
  const { scheme, direction, language } = globals as Surroundings
  // The docs page shows many stories below each other; a single story fills the page.
  const isAlone = viewMode !== 'docs'
  return html`<div
    class="page ${scheme} ${isAlone ? 'alone' : ''}"
    dir=${direction}
    lang=${language}
  >
    <p class="page-name">Campus</p>
    ${story()}
  </div>`
}
