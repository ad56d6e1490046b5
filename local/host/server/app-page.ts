/** The one page of the app; everything on it is drawn by host.js. */
export const appPage = (): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Dynamics 365</title>
<style>
html, body { margin: 0; height: 100%; font-family: "Segoe UI", "Segoe UI Web", system-ui, sans-serif; }
.starting { height: 48px; background: #0b3558; }
.start-failed { margin: 48px auto; max-width: 560px; padding: 0 24px; }
</style>
</head>
<body>
<div id="app"><div class="starting"></div></div>
<script src="/local/host/host.js" defer></script>
</body>
</html>
`;
