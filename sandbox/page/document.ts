/** All that the browser gets as HTML; the script makes the rest. */
export const DOCUMENT = `<!doctype html>
<html lang="en">
	<head>
		<meta charset="utf-8">
		<title>Phones · OVHcloud SMS sandbox</title>
		<meta name="viewport" content="width=device-width, initial-scale=1">
		<meta name="color-scheme" content="light dark">
		<link rel="icon" href="/sandbox/icon.svg" type="image/svg+xml">
		<link rel="stylesheet" href="/sandbox/page.css">
		<script type="module" src="/sandbox/page.js"></script>
	</head>
	<body>
		<noscript>The phone page needs JavaScript.</noscript>
		<div id="app"></div>
	</body>
</html>
`;

export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
	<rect width="32" height="32" rx="9" fill="#4d5bd6"/>
	<path fill="#fff" d="M10 8h12a4 4 0 0 1 4 4v5a4 4 0 0 1-4 4h-5l-5.2 4.2a.5.5 0 0 1-.8-.4V21h-1a4 4 0 0 1-4-4v-5a4 4 0 0 1 4-4z"/>
	<path stroke="#4d5bd6" stroke-width="2" stroke-linecap="round" d="M11 12.5h10M11 16.5h6"/>
</svg>
`;
