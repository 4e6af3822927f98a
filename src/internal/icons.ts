import { nothing, svg, type SVGTemplateResult } from 'lit'

// One stroked path for each icon, on a 24 × 24 grid. Notifications choose an icon by name only, so
// that no markup comes from the server.
const paths: Readonly<Record<string, string>> = {
  bell: 'M6 9a6 6 0 0 1 12 0c0 6 2.5 7.5 2.5 7.5h-17S6 15 6 9M10 20.5a2.2 2.2 0 0 0 4 0',
  book: 'M12 6.5C10 4.9 7 4.5 3 4.5v14c4 0 7 .4 9 2 2-1.6 5-2 9-2v-14c-4 0-7 .4-9 2zM12 6.5v14',
  exam: 'M9 4.5H6.5A1.5 1.5 0 0 0 5 6v13.5A1.5 1.5 0 0 0 6.5 21h11a1.5 1.5 0 0 0 1.5-1.5V6a1.5 1.5 0 0 0-1.5-1.5H15M9 3h6v3.5H9zM8.5 14l2.5 2.5 4.5-5',
  certificate: 'M12 15a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM8.5 13.9 7 21l5-2.6 5 2.6-1.5-7.1',
  course: 'M12 4.5 2 9.5l10 5 10-5zM6 11.7v5c2 1.6 4 2.3 6 2.3s4-.7 6-2.3v-5M22 9.5v6',
  live: 'M4.5 6h9A1.5 1.5 0 0 1 15 7.5v9a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 3 16.5v-9A1.5 1.5 0 0 1 4.5 6zM15 10.5 21 7v10l-6-3.5',
  comment: 'M5.5 4h13A1.5 1.5 0 0 1 20 5.5v9a1.5 1.5 0 0 1-1.5 1.5H9l-5 4V5.5A1.5 1.5 0 0 1 5.5 4z',
  reply: 'M9 6 3.5 11.5 9 17M4 11.5h9a7 7 0 0 1 7 7',
  channel: 'M9 4 7 20M17 4l-2 16M4 9h16.5M3.5 15H20',
  document:
    'M14 3H6.5A1.5 1.5 0 0 0 5 4.5v15A1.5 1.5 0 0 0 6.5 21h11a1.5 1.5 0 0 0 1.5-1.5V8zM14 3v5h5M9 13h6M9 17h4',
  boost: 'M13 2 4 14h7l-1 8 9-12h-7z',
  flame:
    'M12.5 2.5c.6 4.2 5.5 6 5.5 11.5a6 6 0 0 1-12 0c0-2.8 1.6-4.3 2.5-6.3.6 1.6 1.3 2.3 2.2 2.6.5-2.6.2-5.6 1.8-7.8z',
  trophy:
    'M8 4h8v6a4 4 0 0 1-8 0zM8 6H4.5c0 3 1.2 4.5 3.7 5M16 6h3.5c0 3-1.2 4.5-3.7 5M12 14v3.5M8 20.5h8M9.5 17.5h5v3h-5z',
  points: 'm12 3.5 2.6 5.3 5.9.9-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 5.9-.9z',
  goal: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM12 12h.01',
  'streak-lost': 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z',
  announcement: 'M4 10v4h3l9 5V5l-9 5zM19.5 9a4 4 0 0 1 0 6',
  check: 'm5 12 5 5L20 7',
  checks: 'm2 12.5 4.5 4.5L17 6.5M11.5 16.5l.5.5L22.5 6.5',
  dot: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8z',
  up: 'M12 19V5M6 11l6-6 6 6',
  mute: 'M6 9a6 6 0 0 1 12 0c0 6 2.5 7.5 2.5 7.5h-17S6 15 6 9M10 20.5a2.2 2.2 0 0 0 4 0M4 3l16 18',
  search: 'm20.5 20.5-4.8-4.8M10.5 17.5a7 7 0 1 0 0-14 7 7 0 0 0 0 14z',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  cross: 'M6 6l12 12M18 6 6 18',
  history: 'M3.5 12a8.5 8.5 0 1 0 2.6-6.1L3.5 8.5M3.5 3.5v5h5M12 7.5V12l3 2',
  trash: 'M4 6.5h16M9.5 6.5V4h5v2.5M6 6.5l1 14h10l1-14M10 10.5v6M14 10.5v6',
  keyboard:
    'M3.5 6h17A1.5 1.5 0 0 1 22 7.5v9a1.5 1.5 0 0 1-1.5 1.5h-17A1.5 1.5 0 0 1 2 16.5v-9A1.5 1.5 0 0 1 3.5 6zM6 10h.01M10 10h.01M14 10h.01M18 10h.01M7.5 14h9',
  cloud:
    'M7 19a5 5 0 0 1-.5-9.97 6 6 0 0 1 11.4 1.5A4.3 4.3 0 0 1 17.5 19zM12 10.5v3.5M12 16.5h.01',
  door: 'M14 4h3.5A1.5 1.5 0 0 1 19 5.5v13a1.5 1.5 0 0 1-1.5 1.5H14M10 8l-4 4 4 4M6.5 12H15',
}

/**
 * The icons that are mirrored in right-to-left text: arrows point in the direction of reading, but
 * a bell, a flame or a tick looks the same everywhere.
 */
const mirrored: readonly string[] = ['reply', 'door']

/**
 * Renders an icon by its name; an unknown name renders the bell. Icons are decoration and hidden
 * from screen readers.
 *
 * @param look - the classes of its element. Default: `icon`.
 * @param part - the part of its element. Default: none.
 */
export const icon = (name: string, look = 'icon', part?: string): SVGTemplateResult => svg`
  <svg class="${look}${mirrored.includes(name) ? ' mirrored' : ''}" part=${part ?? nothing} viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">
    <path d=${(Object.hasOwn(paths, name) && paths[name]) || (paths['bell'] ?? '')}></path>
  </svg>`
