// Must run on every Node there ever was, so that an old one says what is wrong instead of failing
// over syntax. That is why this is CommonJS and preloaded (node -r) before the real script.
if (parseInt(process.versions.node, 10) < 20) {
  console.error('Belfry needs Node 20 or newer; this is Node ' + process.versions.node + '.')
  process.exit(1)
}
