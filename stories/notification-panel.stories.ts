import type { Meta, StoryObj } from '@storybook/web-components-vite'
import { html } from 'lit'
import { expect, userEvent, waitFor } from 'storybook/test'
import { example, longTexts, ownType } from '../src/testing/fixtures.js'
import { deliver, deliverDay } from './support/deliver.js'
import { controlled, type Chosen } from './support/element.js'
import { inbox, type Fill } from './support/inboxes.js'
import { BellPage } from './support/panel.js'
import type { Surroundings } from './support/surroundings.js'

type Story = StoryObj<Chosen>

export default {
  title: 'Notification bell/Panel',
  component: 'notification-bell',
  // An opening panel takes the focus, and would scroll a page of many away under its reader.
  tags: ['!autodocs'],
  parameters: {
    docs: {
      story: { inline: false, height: '600px' },
      description: {
        component: `What the bell opens: the newest first, each with an icon, a title, at most two lines of message and its
age. The whole row is the link.

- **Unread** is weight and a dot, never colour alone.
- **Colour** belongs to the icon's tile and names the category: learning, interaction, gamification, system.
- **Days** are the viewer's own. **Filters** count what the badge counts.
- **Nothing moves by itself.** What comes while somebody reads waits behind a button. What is cleared can be taken back for a while, in the line below the list.
- **On a phone** the panel is the screen.`,
      },
    },
  },
  render: (args, { loaded }) =>
    html`<notification-bell
      endpoint=${String(loaded['endpoint'])}
      ${controlled(args)}
    ></notification-bell>`,
} satisfies Meta<Chosen>

/** An open panel that shows what `css` names. */
const open = (fill: Fill, css = '[part=row]'): Story => ({
  parameters: inbox(fill),
  play: ({ canvasElement }) => new BellPage(canvasElement).open(css),
})

/** Three unread above four that are read. */
export const List: Story = { ...open(deliverDay), tags: ['autodocs'] }

/** An open panel with one of each of these types. */
const ofTypes = (...types: Parameters<typeof example>[0][]): Story => ({
  parameters: inbox((server) => deliver(server, types.map(example))),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    const titles = page.all('[part=title]').map(({ textContent }) => textContent)
    await expect(titles).toEqual(types.map((type) => example(type).title))
  },
})

export const Learning: Story = ofTypes(
  'lesson.published',
  'exam.graded',
  'certificate.issued',
  'course.enrolled',
  'live_class.started',
)

export const Interaction: Story = ofTypes(
  'comment.created',
  'comment.replied',
  'channel.message',
  'document.published',
)

/** A lost streak is told without shame. */
export const Gamification: Story = ofTypes(
  'boost.earned',
  'streak.milestone',
  'achievement.unlocked',
  'points.earned',
  'goal.reached',
  'streak.lost',
)

/** An announcement without a link, and a type that the platform made up: shown, never dropped. */
export const System: Story = {
  parameters: inbox((server) => deliver(server, [example('announcement.published'), ownType])),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    await expect(page.all('[part=link]').map(({ localName }) => localName)).toEqual(['button', 'a'])
  },
}

/** 200 characters of title, 2,000 of message, and words that have no place to break. */
export const LongTexts: Story = {
  parameters: inbox((server) => deliver(server, longTexts)),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    const body = await page.find('.body')
    await expect(body.scrollWidth).toBe(body.clientWidth)
  },
}

/** Each filter tells what is unread behind it. */
export const Filtered: Story = {
  parameters: inbox(deliverDay),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    const count = page.all('[part=row]').length
    await page.press('[part=filter]:nth-child(4)')
    await waitFor(() => expect(page.all('[part=row]').length).toBeLessThan(count))
  },
}

/** A filter that lets nothing through says so, and offers the way back. */
export const FilteredOut: Story = {
  parameters: inbox((server) => server.addMany(3)),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    await page.press('[part=filter]:nth-child(5)')
    await page.find('[part=show-all]')
  },
}

/** What is loaded is searched at every letter, the rest by the server once the typing pauses. */
const search = (
  text: string | Readonly<Record<string, string>>,
  css: string,
  fill: Fill = deliverDay,
): Story => ({
  parameters: inbox(fill),
  play: async ({ canvasElement, globals }) => {
    const { language } = globals as Surroundings
    const typed = typeof text === 'string' ? text : (text[language] ?? '')
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    await page.press('[part=search-toggle]')
    await userEvent.type(await page.find('[part=search-field]'), typed)
    await page.find(css)
  },
})

export const Search: Story = search(
  { en: 're', 'pt-BR': 're', es: 're', he: 'שי', ar: 'الم' },
  '[part=row]:nth-child(2)',
)

export const SearchDark: Story = { ...Search, globals: { scheme: 'dark' } }

export const NothingFound: Story = search('cartography', '[part=search-clear]')

/** Cut off, it says how far it could look. */
export const SearchFailed: Story = search('lesson 40', '.older-failed', (server) => {
  server.addMany(40)
  server.hasNoPages = true
})

/** What can be done with one, and with what it leads to. */
export const RowActions: Story = {
  parameters: inbox((server) => {
    const secondaryActions = [
      { id: 'sign', label: 'Sign now', url: '/documents/agreement/sign' },
      { id: 'later', label: 'Remind me tomorrow', url: '/documents/agreement/later' },
    ]
    deliver(server, [
      { ...example('document.published'), secondaryActions },
      example('exam.graded'),
    ])
  }),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=action]')
    const link = page.all('[part=link]')[0]
    link?.focus()
    await waitFor(() => expect(page.all('[part=remove]')[0]?.tabIndex).toBe(0))
  },
}

/** While somebody reads, nothing moves: what comes waits behind a button. */
export const NewOnes: Story = {
  parameters: inbox((server) => {
    deliver(server, longTexts)
    const comeLater = () => server.addMany(3, { createdAt: new Date().toISOString() })
    addEventListener('belfry-story-later', comeLater, { once: true })
  }),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    page.all('[part=link]')[0]?.focus()
    dispatchEvent(new Event('belfry-story-later'))
    await waitFor(() => expect(page.all('[part=new]')[0]).toHaveTextContent(/[3٣]/u))
  },
}

/** The keys, by `?` or from the menu. */
export const Keys: Story = {
  parameters: inbox(deliverDay),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    await page.press('[part=more]')
    await page.press('[part=shortcuts]')
    await page.find('[part=help]:popover-open')
  },
}

/** "Fewer like this" asks of what, where it may be several things. */
export const Fewer: Story = {
  parameters: inbox((server) => {
    server.preferences = { mutes: [] }
    const data = { courseId: 'geometry-1', courseTitle: 'Geometry I' }
    deliver(server, [{ ...example('lesson.published'), data }, example('points.earned')])
  }),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    await page.press('[part=fewer]')
    await waitFor(() => expect(page.all('[part=fewer-choice]')).toHaveLength(2))
  },
}

/** `density="compact"`: more in the same room. */
export const Compact: Story = {
  ...open(deliverDay),
  args: { density: 'compact' },
}

/** A template draws the inside of a row, slots the ends of the panel. */
export const Own: Story = {
  parameters: inbox((server) => {
    const data = { score: 92, examTitle: 'Angles and proofs' }
    deliver(server, [{ ...example('exam.graded'), data }, example('lesson.published')])
  }),
  render: (_, { loaded }) =>
    html`<notification-bell endpoint=${String(loaded['endpoint'])}>
      <template data-type="exam.graded">
        <strong><span data-field="score"></span> %</strong> in
        <span data-field="examTitle"></span>
      </template>
      <a slot="footer" href="#settings">Notification settings</a>
    </notification-bell>`,
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    await expect(page.all('.own')[0]).toHaveTextContent('92 % in Angles and proofs')
  },
}

export const Empty: Story = open(() => {}, '.notice:not(:has(.trouble))')

export const Loading: Story = open((server) => {
  server.isSilent = true
}, '.skeleton')

/** After four seconds without the server, and not before: most outages are shorter. */
export const Failed: Story = open((server) => {
  server.failure = 500
}, '.notice:has(.trouble) .button-outline')

export const SignedOut: Story = open((server) => {
  server.failure = 401
}, '.notice:has(.trouble) .button-outline')

/** What is used seldom. "Clear history" takes away what is read. */
export const Menu: Story = {
  parameters: inbox(deliverDay),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    await page.press('[part=more]')
    await page.find('[part=menu]:popover-open')
  },
}

/** Each big step can be taken back. */
export const Undo: Story = {
  parameters: inbox(deliverDay),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    await page.press('[part=mark-all]')
    await page.find('[part=undo-button]')
    await waitFor(() => expect(page.all('[part=unread-mark]')).toEqual([]))
  },
}

/** Everything cleared, and the way back. */
export const Cleared: Story = {
  parameters: inbox(deliverDay),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    await page.press('[part=more]')
    await page.press('[part=clear-all]')
    await page.find('[part=undo-button]')
    await waitFor(() => expect(page.all('[part=row]')).toEqual([]))
  },
}

/** Thirty at a time. */
export const OlderPages: Story = {
  parameters: inbox((server) => server.addMany(45)),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    await expect(page.all('[part=row]')).toHaveLength(30)
    await page.press('[part=load-older]')
    await waitFor(() => expect(page.all('[part=row]')).toHaveLength(45))
  },
}

export const Dark: Story = { ...open(deliverDay), globals: { scheme: 'dark' } }

/** The heading, once the words of the page's language have come. */
const heading = (words: string): Story => ({
  parameters: inbox(deliverDay),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    await waitFor(() => expect(page.all('[part=heading]')[0]).toHaveTextContent(words))
  },
})

export const Portuguese: Story = { ...heading('Notificações'), globals: { language: 'pt-BR' } }

export const Spanish: Story = { ...heading('Notificaciones'), globals: { language: 'es' } }

/** Everything mirrored but the drawings; each text keeps its own direction. */
export const Hebrew: Story = {
  ...heading('התראות'),
  globals: { direction: 'rtl', language: 'he' },
}

export const Arabic: Story = {
  ...heading('الإشعارات'),
  globals: { direction: 'rtl', language: 'ar', scheme: 'dark' },
}

/** The panel is the screen, with a button to close it. */
export const Phone: Story = {
  parameters: inbox(deliverDay),
  globals: { viewport: { value: 'mobile1', isRotated: false } },
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    await expect((await page.find('[part=panel]')).offsetWidth).toBe(innerWidth)
    await expect(await page.find('[part=close]')).toBeVisible()
  },
}

export const PhoneDark: Story = { ...Phone, globals: { ...Phone.globals, scheme: 'dark' } }
