import type { Decorator, Preview } from '@storybook/web-components-vite'
import { html } from 'lit'

/** What the toolbar chooses. */
export interface Surroundings {
  readonly scheme: 'light' | 'dark'
  readonly direction: 'ltr' | 'rtl'
  readonly language: string
}

/** The toolbar: the surroundings that an element takes from its page. */
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

/** Stands an element where it will live: at the end of a page's header. */
export const surroundings: Decorator = (story, { globals, viewMode }) => {
  const { scheme, direction, language } = globals as Surroundings
  // The docs page shows many of them below each other; alone, one is a whole page.
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
