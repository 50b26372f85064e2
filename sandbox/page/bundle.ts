/** The page's script and style, as text. */
export interface Bundle {
	script: string;
	style: string;
}

let bundle: Promise<Bundle> | undefined;

/** Builds the page's sources in memory, once and only when somebody opens the page. */
export async function pageBundle(): Promise<Bundle> {
	bundle ??= build();
	return await bundle;
}

async function build(): Promise<Bundle> {
	const esbuild = await import('esbuild');
	const { outputFiles } = await esbuild.build({
		entryPoints: [require.resolve('./app/main.tsx')],
		bundle: true,
		write: false,
		outdir: 'page',
		format: 'esm',
		target: 'es2022',
		jsx: 'automatic',
		jsxImportSource: 'preact',
		minify: true,
		legalComments: 'none',
		logLevel: 'silent',
	});
	const textOf = (extension: string) =>
		outputFiles.find(({ path }) => path.endsWith(extension))?.text ?? '';
	return { script: textOf('.js'), style: textOf('.css') };
}
