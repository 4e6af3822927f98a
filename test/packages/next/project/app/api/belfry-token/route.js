export const dynamic = 'force-dynamic'

// A real platform signs a token for the member of its own session.
export async function GET() {
  const address = `${process.env.BELFRY_ENDPOINT}/demo/token?member=student-1`
  return Response.json(await (await fetch(address)).json())
}
