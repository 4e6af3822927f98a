import { Bell } from './bell'

// At each request: the address of the server is known when the page is asked for.
export const dynamic = 'force-dynamic'

export default function Page() {
  return (
    <main>
      <h1>Courses</h1>
      <Bell endpoint={process.env.BELFRY_ENDPOINT} />
    </main>
  )
}
